// What this tab showed last, kept in the tab itself: a session that begins anew learns from it what it has lost.
const PLACE = "helseplattformen";
const CONNECTED = "CONNECTED";
const STATE = "data-test-connection-state";

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const host = parentElement.querySelector("[data-tab]");
  host.send = setTriggerValue;
  host.watcher ??= watched(host);
  const kept = read();
  if (data.phase === "fresh" && isLost(kept, data)) setTriggerValue("kept", kept);
  else if (data.phase !== "asking") write(data);
  return () => {
    host.watcher.disconnect();
    host.watcher = undefined;
  };
}

function isLost(kept, data) {
  if (kept === null || kept.session === data.session) return false;
  return kept.names.length > 0 || kept.fingerprint !== data.fingerprint || Object.keys(kept.drafts ?? {}).length > 0;
}

// A connection that comes back may lead to another session, which knows nothing of this page: it draws the page before anybody moves.
function watched(host) {
  const app = document.querySelector("[data-testid=stApp]");
  let before = app.getAttribute(STATE);
  const watcher = new MutationObserver(() => {
    const now = app.getAttribute(STATE);
    if (now === CONNECTED && before !== CONNECTED) host.send("back", Date.now());
    before = now;
  });
  watcher.observe(app, { attributes: true, attributeFilter: [STATE] });
  return watcher;
}

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(PLACE));
    return Array.isArray(kept?.names) ? kept : null;
  } catch {
    return null;
  }
}

function write(data) {
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(data));
  } catch {
    sessionStorage.setItem(PLACE, JSON.stringify({ ...data, files: {}, edits: [] })); // no room: that there were files is known all the same
  }
}
