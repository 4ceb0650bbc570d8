const tokenEndpoint = "https://login.example.org/oauth2/v2.0/token";
const secretName = "projects/service-account-key-3";
const passwordField = "input#password-field-2";
