// Single keys for whoever works through a list; without them everything is there by Tab and Enter.
"use strict";
(function () {
  var key = "recourse-single-keys";
  var box = document.getElementById("single-keys");
  var isOn = function () { return localStorage.getItem(key) !== "off"; };
  if (box) {
    box.checked = isOn();
    box.addEventListener("change", function () { localStorage.setItem(key, box.checked ? "on" : "off"); });
  }
  var items = Array.prototype.slice.call(document.querySelectorAll("a.item"));
  var move = function (step) {
    if (!items.length) { return; }
    var at = items.indexOf(document.activeElement);
    var next = at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + step));
    items[next].focus();
  };
  var press = function (id) { var there = document.getElementById(id); if (there) { there.click(); } };
  var focus = function (id) { var there = document.getElementById(id); if (there) { there.focus(); } };
  var open = function (id) {
    var there = document.getElementById(id);
    if (!there) { return; }
    var details = there.closest("details");
    if (details) { details.open = true; }
    var field = details && details.querySelector("textarea, input:not([type=hidden])");
    (field || there).focus();
  };
  var keys = {
    j: function () { move(1); }, k: function () { move(-1); }, a: function () { press("approve"); },
    e: function () { open("edit"); }, r: function () { focus("refusal"); }, b: function () { focus("request-back"); },
    u: function () { press("back"); },
    "?": function () { var help = document.getElementById("keys"); if (help) { help.open = !help.open; help.querySelector("summary").focus(); } }
  };
  document.addEventListener("keydown", function (event) {
    // A key that is held goes on down a list, and decides nothing.
    if (event.repeat && event.key !== "j" && event.key !== "k") { return; }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !isOn()) { return; }
    if (event.target.closest("input, textarea, select")) { return; }
    var act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
