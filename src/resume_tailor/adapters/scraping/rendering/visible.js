// Mark what a person does not see, whatever style sheet hides it, so that it is left out with the rest.
() => {
  for (const element of document.body ? document.body.querySelectorAll("*") : []) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) {
      if (!["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE", "BR"].includes(element.tagName)) {
        element.setAttribute("hidden", "");
      }
    }
  }
}
