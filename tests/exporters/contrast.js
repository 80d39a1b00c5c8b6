// Words whose colour differs from their ground by less than 4.5 to 1.
() => {
  const LEAST = 4.5;
  const numbers = (css) => (css.match(/[\d.]+/g) ?? []).map(Number);
  const linear = (part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.slice(0, 3).map((part) => linear(part / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = numbers(getComputedStyle(each).backgroundColor);
      if (colour.length && colour[3] !== 0) return colour;
    }
    return [255, 255, 255];
  };
  const hasWords = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    if (!hasWords(element) || !element.getClientRects().length || element.disabled) continue;
    const both = [light(numbers(getComputedStyle(element).color)), light(ground(element))].sort((a, b) => b - a);
    const ratio = (both[0] + 0.05) / (both[1] + 0.05);
    if (ratio < LEAST) low.push(`${element.className} ${ratio.toFixed(2)} ${element.textContent.slice(0, 20)}`);
  }
  return low;
}
