/** What Cordon keeps on the disk: the journal, and the records of counterexamples. */
export { type Disk, realDisk, reason } from "./disk.ts";
export { append, fold, journalIn } from "./journal.ts";
export { JsonFault, parseJson, readJsonFile, readJsonText } from "./json.ts";
export { placeIn } from "./json-place.ts";
export { digest, slug } from "./names.ts";
export { manifest, ownExtension, packageRoot } from "./package.ts";
export { type ProcessMark, markOf, ownMark, stillRuns } from "./process.ts";
export { readBounded, readHead } from "./read.ts";
export {
  type FailureRecord, type RecordedExtra, type RecordedStep, type RecordedSubject, type RecordedTrace,
  parseRecord, readRecord, recordName, recordText, recordVersion, schemaOf,
} from "./record.ts";
export { Recorder, recover } from "./recorder.ts";
export { type Complaint, type Path, type Schema, complaint, inWords, placedComplaint } from "./schema.ts";
export { writeWhole } from "./whole.ts";
