// Importing a category installs its forms in the dispatch tables.
import "./literals.ts";
import "./access.ts";
import "./binary.ts";
import "./operators.ts";
import "./objects.ts";
import "./jsx.ts";
import "./functions.ts";
import "./classes.ts";
import "./statements.ts";
import "./control.ts";
import "./namespaces.ts";
