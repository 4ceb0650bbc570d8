"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports["b-x"] = exports.a = void 0;
var a_1 = require("./a.js");
Object.defineProperty(exports, "a", { enumerable: true, get: function () { return a_1.a; } });
var b_1 = require("./b.js");
Object.defineProperty(exports, "b-x", { enumerable: true, get: function () { return b_1.b; } });