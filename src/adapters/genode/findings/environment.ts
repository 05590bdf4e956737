/**
 * The sessions that init requests for a child before the child runs, with the labels they carry.
 * Source: Genode `base/include/base/child.h` at ffb059da (26.04).
 */
import type { Start } from "../../../../spec/genode/config.ts";
import { linkerRom } from "../../../../spec/genode/routing.ts";
import { shown } from "../codes.ts";
import type { Pattern } from "./pattern.ts";

export interface EnvironmentRequest {
  readonly service: string;
  readonly label: Pattern;
  /** For messages. */
  readonly title: string;
}

export function environmentOf(start: Start): readonly EnvironmentRequest[] {
  const exactly = (text: string): Pattern => ({ text, open: false });
  const named = ["PD", "CPU", "LOG"].map((service) => ({ service, label: exactly(start.name), title: service }));
  return [
    ...named,
    { service: "ROM", label: exactly(start.name), title: `ROM ${shown(start.binary)} (the binary)` },
    { service: "ROM", label: exactly(linkerRom), title: `ROM "${linkerRom}"` },
  ];
}
