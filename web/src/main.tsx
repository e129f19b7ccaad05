import { createRoot } from "react-dom/client";
import { Provider } from "urql";

import "./app/theme.css";
import "./app/frame.css";
import "./shared/parts.css";
import { App } from "./app/App";
import { client } from "./app/client";
import { applyTheme } from "./app/theme";

applyTheme();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <Provider value={client}>
      <App />
    </Provider>,
  );
}
