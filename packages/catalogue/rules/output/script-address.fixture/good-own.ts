export function help(): void {
  window.open("https://example.com/help", "_blank");
}
