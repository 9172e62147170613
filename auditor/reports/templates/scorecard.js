"use strict";
(function () {
  var search = document.getElementById("search");
  var problems = document.getElementById("problems");
  var shown = document.getElementById("shown");
  var rows = [].slice.call(document.querySelectorAll("table.filtered > tbody > tr, details.filtered"));
  function name(row) {
    return (row.cells ? row.cells[0] : row.querySelector("summary span")).textContent.toLowerCase();
  }
  function apply() {
    var wanted = search.value.trim().toLowerCase();
    var branches = 0;
    var visible = 0;
    rows.forEach(function (row) {
      var fits = name(row).indexOf(wanted) >= 0 && !(problems.checked && row.classList.contains("quiet"));
      row.classList.toggle("gone", !fits);
      if (!row.cells) { branches += 1; visible += fits ? 1 : 0; }
    });
    shown.textContent = visible === branches ? "" : "显示 " + visible + "/" + branches + " 个支部；合计仍按全部支部计";
  }
  function reveal() {
    var target = document.getElementById(location.hash.slice(1));
    for (var node = target; node; node = node.parentElement) {
      if (node.tagName === "DETAILS") { node.open = true; }
    }
    if (target) { target.scrollIntoView(); }
  }
  document.getElementById("tools").hidden = false;
  search.addEventListener("input", apply);
  problems.addEventListener("change", apply);
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () {
    [].forEach.call(document.querySelectorAll("details.filtered:not(.quiet):not(.gone)"), function (fold) { fold.open = true; });
  });
  reveal();
}());
