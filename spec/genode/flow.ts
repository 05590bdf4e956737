/**
 * Which way information flows through a session of each service. A session is an RPC channel, so a service that is
 * not listed counts as open in both directions.
 * Sources: Genode at ffb059da (26.04); `base: rom_session` stands for the folder `repos/base/include/rom_session`.
 */

/** One service: whether payload flows from the client to the server and back, and who can be behind it. */
export interface FlowRow {
  readonly service: string;
  readonly toServer: boolean;
  readonly toClient: boolean;
  /** Core provides it; reached at core, it is trusted to keep clients apart. */
  readonly core: boolean;
  readonly why: string;
  readonly source: string;
}

const out = { toServer: true, toClient: false };
const back = { toServer: false, toClient: true };
const both = { toServer: true, toClient: true };
const neither = { toServer: false, toClient: false };

/** The direction table. */
export const flowTable: readonly FlowRow[] = [
  { service: "ROM", ...back, core: true, why: "the client names a module and reads it", source: "base: rom_session" },
  { service: "LOG", ...out, core: true, why: "the client writes text", source: "base: log_session" },
  { service: "PD", ...both, core: true, why: "memory, capabilities and quota", source: "base: pd_session" },
  { service: "CPU", ...both, core: true, why: "threads and their registers", source: "base: cpu_session" },
  { service: "RM", ...both, core: true, why: "region maps that can be shared", source: "base: rm_session" },
  { service: "VM", ...both, core: true, why: "state of a virtual machine", source: "base: vm_session" },
  { service: "TRACE", ...back, core: true, why: "traces of other components", source: "base: trace_session" },
  { service: "IO_MEM", ...both, core: true, why: "device memory", source: "base: io_mem_session" },
  { service: "IO_PORT", ...both, core: true, why: "device registers", source: "base: io_port_session" },
  { service: "IRQ", ...back, core: true, why: "interrupts", source: "base: irq_session" },
  { service: "Report", ...out, core: false, why: "the client writes reports", source: "os: report_session" },
  { service: "Event", ...out, core: false, why: "the client injects input events", source: "os: event_session" },
  { service: "Capture", ...back, core: false, why: "the client reads pixels", source: "os: capture_session" },
  { service: "Timer", ...neither, core: false, why: "timeouts and the time", source: "base: timer_session" },
  { service: "Rtc", ...back, core: false, why: "the time", source: "os: rtc_session" },
  { service: "Play", ...out, core: false, why: "the client plays audio", source: "os: play_session" },
  { service: "Record", ...back, core: false, why: "the client records audio", source: "os: record_session" },
  { service: "Audio_out", ...out, core: false, why: "the client plays audio", source: "os: audio_out_session" },
  { service: "Audio_in", ...back, core: false, why: "the client records audio", source: "os: audio_in_session" },
  { service: "Pin_state", ...back, core: false, why: "the client reads a pin", source: "os: pin_state_session" },
  { service: "Pin_control", ...out, core: false, why: "the client drives a pin", source: "os: pin_control_session" },
  { service: "File_system", ...both, core: false, why: "files both ways", source: "os: file_system_session" },
  { service: "Block", ...both, core: false, why: "blocks are read and written", source: "os: block_session" },
  { service: "Terminal", ...both, core: false, why: "characters both ways", source: "os: terminal_session" },
  { service: "Gui", ...both, core: false, why: "pixels out, input back", source: "os: gui_session" },
  { service: "Framebuffer", ...both, core: false, why: "pixels and mode", source: "os: framebuffer_session" },
  { service: "Input", ...back, core: false, why: "the client reads input events", source: "os: input_session" },
  { service: "Nic", ...both, core: false, why: "packets both ways", source: "os: nic_session" },
  { service: "Uplink", ...both, core: false, why: "packets both ways", source: "os: uplink_session" },
  { service: "Usb", ...both, core: false, why: "transfers both ways", source: "os: usb_session" },
  { service: "Gpu", ...both, core: false, why: "buffers and commands", source: "os: gpu_session" },
  { service: "Platform", ...both, core: false, why: "devices and DMA buffers", source: "os: platform_session" },
  { service: "I2c", ...both, core: false, why: "transfers both ways", source: "os: i2c_session" },
];

const rows: ReadonlyMap<string, FlowRow> = new Map(flowTable.map((row) => [row.service, row]));

/** The row of a service; one that is not in the table may carry anything both ways. */
export const flowOf = (service: string): FlowRow =>
  rows.get(service)
    ?? { service, ...both, core: false, why: "not in the table, hence taken as open both ways", source: "none" };
