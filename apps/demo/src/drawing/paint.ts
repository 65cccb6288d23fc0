import type { Palette } from './palette.ts';
import type { Bar, Label, Line, Scene, Sign } from './scene.ts';

const FONT = '12px';
const HATCH_STEP = 5;

/** Puts a scene on a canvas that is already scaled to CSS pixels. */
export function paint(
  context: CanvasRenderingContext2D,
  scene: Scene,
  palette: Palette,
  size: { readonly width: number; readonly height: number },
): void {
  context.clearRect(0, 0, size.width, size.height);
  for (const line of scene.lines) paintLine(context, line, palette);
  for (const bar of scene.bars) paintBar(context, bar, palette);
  for (const sign of scene.signs) paintSign(context, sign, palette);
  for (const label of scene.labels) paintLabel(context, label, palette);
}

function paintLine(context: CanvasRenderingContext2D, line: Line, palette: Palette): void {
  context.strokeStyle = palette[line.ink];
  context.lineWidth = line.ink === 'grid' ? 1 : 1.5;
  context.setLineDash(line.dashed === true ? [3, 3] : []);
  context.beginPath();
  context.moveTo(line.x1, line.y1);
  context.lineTo(line.x2, line.y2);
  context.stroke();
  context.setLineDash([]);
}

function paintBar(context: CanvasRenderingContext2D, bar: Bar, palette: Palette): void {
  context.beginPath();
  context.roundRect(bar.x, bar.y, bar.width, bar.height, bar.round ?? 0);
  if (bar.hatched === true) {
    paintHatch(context, bar, palette[bar.ink]);
    return;
  }
  context.fillStyle = palette[bar.ink];
  context.fill();
}

function paintHatch(context: CanvasRenderingContext2D, bar: Bar, colour: string): void {
  context.save();
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
  context.clip();
  context.beginPath();
  for (let x = bar.x - bar.height; x < bar.x + bar.width; x += HATCH_STEP) {
    context.moveTo(x, bar.y + bar.height);
    context.lineTo(x + bar.height, bar.y);
  }
  context.stroke();
  context.restore();
}

function paintSign(context: CanvasRenderingContext2D, sign: Sign, palette: Palette): void {
  const { x, y, shape } = sign;
  const colour = palette[sign.ink];
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  if (shape === 'dot' || shape === 'ring') context.arc(x, y, shape === 'dot' ? 3 : 6, 0, 7);
  else if (shape === 'cross') traceCross(context, x, y);
  else traceDiamond(context, x, y);
  if (shape === 'dot') context.fill();
  else if (shape === 'diamond') {
    context.fill();
    context.strokeStyle = palette.paper;
    context.stroke();
  } else context.stroke();
}

function traceCross(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x - 4, y - 4);
  context.lineTo(x + 4, y + 4);
  context.moveTo(x + 4, y - 4);
  context.lineTo(x - 4, y + 4);
}

function traceDiamond(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x, y - 6);
  context.lineTo(x + 6, y);
  context.lineTo(x, y + 6);
  context.lineTo(x - 6, y);
  context.closePath();
}

function paintLabel(context: CanvasRenderingContext2D, label: Label, palette: Palette): void {
  context.font = `${label.strong === true ? '600 ' : ''}${FONT} ${palette.font}`;
  context.fillStyle = palette[label.ink];
  context.textAlign = label.align;
  context.textBaseline = 'middle';
  context.fillText(label.text, label.x, label.y);
}
