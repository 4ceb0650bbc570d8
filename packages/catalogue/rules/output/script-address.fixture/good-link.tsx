export function Result() {
  const load = async () => {
    const answer = await fetch("/api/result");
    const result = await answer.json();
    return <a href={`https://example.com/items/${encodeURIComponent(result.id)}`}>Open</a>;
  };
  return <button onClick={load}>Load</button>;
}
