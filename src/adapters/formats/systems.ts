/**
 * Descriptions of systems in other formats than those that are read. Each is known by what it contains: names of files and of
 * top elements are shared by too many. The first that accepts counts, so that what is more particular comes first.
 */
import type { ForeignFormat } from "./kind.ts";

const system = (format: string, accepts: ForeignFormat["accepts"]): ForeignFormat => ({ format, isSystem: true, accepts });

/** How many of some lines a text has. */
const matches = (code: string, ...lines: readonly RegExp[]): number => lines.filter((line) => line.test(code)).length;

const microkitNodes = ["memory_region", "channel", "virtual_machine", "io_address_space", "domains"];

/** What stands in a component, a composition or a procedure of CAmkES. */
const camkesMembers: readonly RegExp[] = [
  /(?:^|\{ ?)(?:control|hardware|uses \w+|provides \w+|dataport \w+) ?\w*;/m,
  /(?:^|\{ ?)(?:emits \w+|consumes \w+|maybe \w+|attribute \w+|component \w+) ?\w*;/m,
  /^from \w+ \w+/m, /^(?:void|int|uint\w+|string|char|size_t|unsigned \w+) \w+\(/m, /^connection \w+ \w+\(/m, /^import [<"]/m,
];

/** The settings of tool/sculpt. */
const sculptSettings = new RegExp("^(?:system|drivers?\\w*|board|runtime|import|build|deploy|ram_fs|event_filter|fonts|launcher"
  + "|leitzentrale|nitpicker|gui|wifi|option|config\\w*|depot\\w*|usb|clock\\w*|keyboard|modem|sound|touch\\w*): ?");

/** Of which at least one has a value that only Sculpt has. */
const sculptValues: readonly RegExp[] = [
  /^(?:import|build|deploy|launcher|option|ram_fs|drivers): ?.*(?:pkg|src|raw)\/|^ram_fs: ?depot/m,
  /^(?:drivers|leitzentrale|event_filter|nitpicker|launcher|deploy|ram_fs): ?\S/m,
];

export const systemFormats: readonly ForeignFormat[] = [
  // Microkit manual, "System Description File".
  system("seL4 Microkit system", ({ xml }) => xml !== undefined && (xml.nodes.has("protection_domain")
    || (xml.top === "system" && xml.within.has("protection_domain"))
    || (xml.top === "system" && microkitNodes.some((node) => xml.nodes.has(node))))),
  system("description of seL4's object interface", ({ xml }) =>
    xml !== undefined && ((xml.top === "api" && (xml.nodes.has("interface") || xml.nodes.has("struct"))) || (xml.top === "syscalls" && xml.nodes.has("api-master")))),
  // capDL-tool doc/capDL.tex: `arch`, then `objects {`, then `caps {`.
  system("capDL specification", ({ code }) => matches(code, /^arch ?\w+/m, /^objects ?\{?$|^objects ?\{/m, /^caps ?\{?$|^caps ?\{/m) >= 2),
  // camkes-tool docs/index.md.
  system("CAmkES ADL specification", ({ code }) =>
    /^assembly\b[^;]{0,200}\{/m.test(code) && /\bcomposition\b/.test(code)
    || (matches(code, /^(?:component|connector|procedure) \w+ ?(?:\([^)]{0,200}\) ?)?\{/m, /^composition ?\{/m) > 0
      && matches(code, ...camkesMembers) > 0)),
  // hubris doc/: app.toml has the tasks and their priorities.
  system("Hubris application description", ({ code }) => /^\[+tasks(?:\.[\w."-]+)?\]+/m.test(code)
    && matches(code, /^(?:board|chip|target|stacksize|inherit|memory|image-names|epoch) ?=/m, /^(?:task-slots|max-sizes|priority) ?=/m,
      /^\[kernel\]/m) > 0),
  // L4Re: ned scripts and configurations of io are Lua; modules.list is a list of its own.
  system("configuration of L4Re's io", ({ code }) => /\bIo\.(?:hw_add_devices|add_vbus|add_vbusses|system_bus|Dt|Vi|Hw)\b|\bIo\.\w+ ?[({]/.test(code)
    || /^hw-root ?\{/m.test(code)),
  system("ned script of L4Re", ({ code }) => /\brequire ?\(? ?["']L4["']|\bL4\.(?:default_loader|Loader|Env|Proto|Info|cast|Rights|Factory)\b/.test(code)),
  system("module list of L4Re", ({ code }) => /^entry \S/m.test(code)
    && matches(code, /^(?:roottask|bootstrap|kernel|sigma0) \S/m, /^module(?:\[\S*\])? \S/m) > 0),
  // NUL: parameters of sigma0, and modules by rom://; NOVA: whatever boots its hypervisor.
  system("boot configuration of NUL", ({ code }) => /(?:^|\s)sigma0::\w+/m.test(code) || (/(?:^|\s)rom:\/\/\S/m.test(code) && code.includes("||"))),
  system("boot script of NOVA", ({ code }) => /^#!\S*.{0,40}\b(?:novaboot|pulsar)\b/.test(code)
    || /^(?:multiboot2?|kernel|exec|module2?|load|bin) ?\S*(?:hypervisor|nova)\b/im.test(code)),
  // tool/sculpt: one setting a line.
  system("Sculpt build configuration", ({ code }) => {
    const lines = code.split("\n").slice(0, 200);
    const known = lines.filter((line) => sculptSettings.test(line));
    return known.length > 0 && known.length === lines.filter((line) => /^[\w-]+:/.test(line)).length && matches(code, ...sculptValues) > 0;
  }),
  // Genode doc: run scripts are Tcl around an init configuration.
  system("run script of Genode", ({ code }) => matches(code,
    /^(?:create_boot_directory|build_boot_image|run_genode_until|import_from_depot|install_config|build_artifacts)\b/m,
    /^(?:append_platform_drv_\w+|assert_spec)\b/m,
    /\[(?:genode_dir|depot_user|build_artifacts|run_dir|have_spec|have_board)\b/m, /^(?:source|eval) .{0,200}(?:\.inc|\.run)\b/m,
    /^build (?:\{|\[|"|\$)/m, /\b(?:have_spec|have_include) "?\w/m) > 0),
  // Linux tools/verification.
  system("automaton of Linux runtime verification", ({ code }) => /^digraph "?state_automaton\b/m.test(code)),
  system("formula of Linux runtime verification", ({ code }) => /^RULE ?= ?\S/m.test(code)),
  system("devicetree source", ({ code }) => /^\/dts-v1\/;/m.test(code)
    || (/^(?:\/|&\w+|[\w-]+: ?[\w@-]+|[\w-]+@[\da-f]+) ?\{/m.test(code)
      && matches(code, /^compatible ?= ?"/m, /^status ?= ?"/m, /^reg ?= ?</m) > 0)),
  system("Kconfig configuration", ({ code }) => {
    const lines = code.split("\n");
    return lines.filter((line) => /^CONFIG_\w+ ?= ?\S/.test(line)).length * 2 > lines.length;
  }),
  system("board of Tock", ({ code }) => /\bcreate_capability!|\bkernel::(?:static_init|capabilities|[Pp]latform)\b/.test(code)
    || /\bcapsules(?:_core|_extra)?::/.test(code) || /^TOCK_(?:USERLAND_BASE_DIR|TARGETS)\b/m.test(code)),
];
