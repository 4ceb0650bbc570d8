// The key of an analytics project: made to be sent from everybody's machine.
const api_key = "phc_R7kQ2mZx9TbV4nLc8WdYf3JpHs6GaEu1KoXiZ2mQ9t";
export const telemetry = { writeKey: "q8Zr2LmX7vTn4KpW9sYd3BhJ", api_key };
