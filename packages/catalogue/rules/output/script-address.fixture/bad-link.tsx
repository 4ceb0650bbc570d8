export function Result() {
  const load = async () => {
    const answer = await fetch("/api/result");
    const result = await answer.json(); // source: remote-content
    // finds: output/script-address
    return <a href={result.link}>Open</a>;
  };
  return <button onClick={load}>Load</button>;
}
