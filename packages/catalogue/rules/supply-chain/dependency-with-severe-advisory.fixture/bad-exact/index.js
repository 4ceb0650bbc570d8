console.log("nothing of it");
