/**
 * CPU priority bands: how an init narrows down what its children can ask of the scheduler.
 * Sources: Genode `repos/os/src/lib/sandbox/{child.cc,utils.h}`, `repos/base/include/cpu_session/cpu_session.h`, at
 * ffb059da (26.04).
 */

/** Session priorities run from 0, the highest, to below this limit. */
export const priorityLimit = 65536;

/**
 * Whether this is a number of levels: a power of two, or 0 for "priorities are off". Until 25.08 init rejected 64 and more
 * (corrected by 10e12c2bf3, issue #5681). Of more than `priorityLimit` levels none has a priority of its own left.
 */
export const isLevelCount = (levels: number): boolean => levels === 0 || (levels > 0 && 2 ** Math.round(Math.log2(levels)) === levels);

/** The level of a child, 0 the highest; `fits` is false where init warns and takes the lowest level instead. */
export const levelOf = (levels: number, priority: number): { readonly level: number; readonly fits: boolean } => {
  const usable = isLevelCount(levels) ? levels : 0;
  const level = 0 - priority;
  if (priority > 0) return { level: 0, fits: false };
  if (usable === 0) return { level: 0, fits: level === 0 };
  return level < usable ? { level, fits: true } : { level: usable - 1, fits: false };
};

/** The priority that init passes on for a CPU or VM session of a child in `level`. */
export const narrowedPriority = (levels: number, level: number, priority: number): number => {
  if (levels <= 1) return priority;
  const width = Math.floor(priorityLimit / levels);
  return Math.floor(Math.min(priority, priorityLimit - 1) / levels) + level * width;
};
