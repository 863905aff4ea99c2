import { type BasicType, ByteWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import { COLUMNS, type ExportedCall } from "./export.ts";

type Kind = (typeof COLUMNS)[keyof typeof COLUMNS];

const TYPES: Readonly<Record<Kind, BasicType>> = {
  time: "TIMESTAMP",
  text: "STRING",
  count: "INT64",
  amount: "DOUBLE",
};
/** Calls in a row group: as many as are held in memory. */
const GROUP = 10_000;

/** Calls as a file of Apache Parquet, in pieces; what a log does not tell is null. */
export async function* parquetBytes(calls: AsyncIterable<ExportedCall>): AsyncGenerator<Uint8Array> {
  const writer = new ByteWriter();
  const taken = () => {
    const bytes = new Uint8Array(writer.getBuffer());
    writer.index = 0;
    return bytes;
  };
  const schema = schemaFromColumnData({ columnData: columnsOf([]) });
  const parquet = new ParquetWriter({ writer, schema, createdBy: "tare" });
  let group: ExportedCall[] = [];
  const write = () => {
    void parquet.write({ columnData: columnsOf(group), rowGroupSize: group.length });
    group = [];
    return taken();
  };
  for await (const call of calls) {
    group.push(call);
    if (group.length === GROUP) yield write();
  }
  if (group.length > 0) yield write();
  void parquet.finish();
  yield taken();
}

function columnsOf(calls: readonly ExportedCall[]) {
  return (Object.entries(COLUMNS) as [keyof ExportedCall, Kind][]).map(([name, kind]) => ({
    name,
    type: TYPES[kind],
    nullable: true,
    data: calls.map((call) => inParquet(call[name], kind)),
  }));
}

function inParquet(value: string | number | undefined, kind: Kind) {
  if (value === undefined) return null;
  if (kind === "time") return new Date(value);
  return kind === "count" ? BigInt(value) : value;
}
