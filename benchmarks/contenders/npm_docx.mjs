// Word files by the npm library docx: reads what to make line by line, answers with length and bytes.
import { createInterface } from "node:readline";
import {
  Document, HeadingLevel, LevelFormat, Packer, Paragraph, ShadingType, Table, TableCell, TableRow, TextRun,
  WidthType,
} from "docx";

const prepared = new Map();

function block(b) {
  switch (b.kind) {
    case "heading":
      return [new Paragraph({ text: b.text, heading: HeadingLevel.HEADING_2 })];
    case "text":
      return [new Paragraph({ children: [
        ...(b.lead ? [new TextRun({ text: `${b.lead} `, bold: true })] : []),
        new TextRun(b.text + (b.cites ? ` [${b.cites}]` : "")),
      ] })];
    case "list":
      return b.entries.map((text) => new Paragraph({ text, bullet: { level: 0 } }));
    default:
      return [new Paragraph({ text: b.text, style: "Caption" }), table(b)];
  }
}

function table(b) {
  const width = { size: 100, type: WidthType.PERCENTAGE };
  const rows = b.rows.map((row, at) => new TableRow({
    tableHeader: at === 0,
    children: row.map((text, column) => {
      const tint = at && b.tints.length ? b.tints[at - 1][column] : "";
      const shading = tint ? { type: ShadingType.CLEAR, fill: tint.replace("#", "") } : undefined;
      return new TableCell({ children: [new Paragraph(text)], shading });
    }),
  }));
  return new Table({ width, rows });
}

function document(papers) {
  const children = papers.flatMap((p) => [
    new Paragraph({ text: p.title, heading: HeadingLevel.TITLE }),
    new Paragraph(p.subtitle),
    new Paragraph(`${p.organisation} ${p.date}`),
    new Paragraph(p.summary),
    ...p.sections.flatMap(([title, blocks]) => [
      new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }), ...blocks.flatMap(block),
    ]),
    new Paragraph({ text: "Sources", heading: HeadingLevel.HEADING_1 }),
    ...p.sources.map((source, at) => new Paragraph(`[${at + 1}] ${source}`)),
  ]);
  return new Document({ sections: [{ children }] });
}

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  if (asked.papers) prepared.set(asked.id, asked.papers);
  const made = asked.papers ? Buffer.alloc(0) : await Packer.toBuffer(document(prepared.get(asked.id)));
  const head = Buffer.alloc(4);
  head.writeUInt32BE(made.length);
  process.stdout.write(Buffer.concat([head, made]));
}
