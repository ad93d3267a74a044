// What hands and keys do on a map that can be moved and zoomed.

const CLICK = 5;

/**
 * Listens on an element. `on` has point(x, y), leave(), pan(pixels), zoom(factor, x), activate(), step(across, down) and
 * all(), in pixels from the element's upper left corner.
 */
export function listenTo(box, on) {
  const pointers = new Map();
  let moved = 0;

  const place = (event) => {
    const { left, top } = box.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  };

  const drag = (id, x, y) => {
    const [oldX] = pointers.get(id);
    moved += Math.abs(x - oldX);
    if (pointers.size === 2) {
      const [otherX] = [...pointers].find(([other]) => other !== id)[1];
      const wide = Math.abs(oldX - otherX);
      if (wide > 10) on.zoom(wide / Math.max(10, Math.abs(x - otherX)), (x + otherX) / 2);
    } else if (moved >= CLICK) {
      on.leave();
      on.pan(oldX - x);
    }
    pointers.set(id, [x, y]);
  };

  box.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, place(event));
    moved = 0;
    box.setPointerCapture(event.pointerId);
  });
  box.addEventListener('pointermove', (event) => {
    const [x, y] = place(event);
    if (pointers.has(event.pointerId)) drag(event.pointerId, x, y);
    else on.point(x, y);
  });
  const up = (event) => {
    const known = pointers.delete(event.pointerId);
    if (event.type !== 'pointerup' || !known || moved >= CLICK || pointers.size) return;
    on.point(...place(event));
    on.activate();
  };
  box.addEventListener('pointerup', up);
  box.addEventListener('pointercancel', up);
  box.addEventListener('pointerleave', () => pointers.size || on.leave());
  box.addEventListener('wheel', (event) => {
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!event.ctrlKey && !event.metaKey && !sideways) return;
    event.preventDefault();
    if (sideways) on.pan(event.deltaX);
    else on.zoom(Math.exp(event.deltaY * 0.004), place(event)[0]);
  }, { passive: false });
  box.addEventListener('keydown', (event) => {
    const known = keys(event.key, on);
    if (known) event.preventDefault();
  });
  box.addEventListener('blur', () => on.leave());
}

function keys(key, on) {
  switch (key) {
    case 'ArrowLeft': return on.step(-1, 0), true;
    case 'ArrowRight': return on.step(1, 0), true;
    case 'ArrowUp': return on.step(0, -1), true;
    case 'ArrowDown': return on.step(0, 1), true;
    case 'Home': return on.step(-Infinity, 0), true;
    case 'End': return on.step(Infinity, 0), true;
    case '+': case '=': return on.zoom(0.6), true;
    case '-': return on.zoom(1 / 0.6), true;
    case '0': return on.all(), true;
    case 'Enter': return on.activate(), true;
    case 'Escape': return on.leave(), true;
    default: return false;
  }
}
