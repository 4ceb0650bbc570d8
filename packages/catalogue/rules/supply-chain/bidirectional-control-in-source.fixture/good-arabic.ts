export const greeting = "مرحبا";
