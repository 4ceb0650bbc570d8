var a=function(b){return b+1},c=a(2);module.exports={a:a,c:c};
