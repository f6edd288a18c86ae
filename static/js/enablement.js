// The device's own time zone, offered wherever times are shown in another one.
"use strict";
{
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;

  const offerOnLine = (line) => {
    if (!device || device === line.dataset.zone || !device.includes("/")) return;
    const form = line.querySelector("form");
    form.elements.zone.value = device;
    form.querySelector("[data-device-zone]").textContent = device;
    form.hidden = false;
  };

  const offerInField = (field) => {
    const select = field.querySelector("select");
    if (!device || select.value === device || ![...select.options].some((option) => option.value === device)) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = `Choose ${device}, as on this device`;
    button.addEventListener("click", () => {
      select.value = device;
      select.focus();
      button.remove();
    });
    field.append(button);
  };

  document.querySelectorAll("[data-zone]").forEach(offerOnLine);
  document.querySelectorAll("[data-offers-zone]").forEach(offerInField);
}
