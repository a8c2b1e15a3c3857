// Presses the only button of a page that somebody just passes through.
document.querySelector("form[data-sends-itself]").requestSubmit();
