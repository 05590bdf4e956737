/** Small files in the formats that are recognised, written for these tests. */

/** What each is, by its text. */
export const foreign: readonly (readonly [format: string, text: string])[] = [
  ["seL4 Microkit system", '<?xml version="1.0"?>\n<system>\n  <protection_domain name="a" priority="200">\n    <program_image path="a.elf"/>\n  </protection_domain>\n</system>\n'],
  ["seL4 Microkit system", '<system>\n  <memory_region name="m" size="0x1000"/>\n</system>\n'],
  ["seL4 Microkit system", '<?xml version="1.0"?>\n#include "config.h"\n#define N 3\n<system><channel><end pd="a" id="N"/><end pd="b" id="1"/></channel></system>\n'],
  ["seL4 Microkit system", '<system><partition name="p"><protection_domain name="a"/></partition></system>'],
  ["seL4 Microkit system", '<system state="on"><protection_domain name="a"/></system>'],
  ["description of seL4's object interface", '<api name="X"><interface name="seL4_TCB"/></api>'],
  ["capDL specification", "-- a comment\n/* and\nanother */\narch arm11\n\nobjects {\n  t = tcb (addr: 0x1000)\n}\ncaps {\n}\n"],
  ["CAmkES ADL specification", "import <std_connector.camkes>;\ncomponent Echo {\n  control;\n  provides Simple s;\n}\nassembly {\n  composition {\n    component Echo e;\n  }\n}\n"],
  ["CAmkES ADL specification", "// one part\ncomponent Sink {\n    dataport Buf d;\n}\n"],
  ["CAmkES ADL specification", "component Foo { control; }\n"],
  ["CAmkES ADL specification", "procedure Simple {\n  int echo(in int value);\n};\n"],
  ["Hubris application description", '# an app\nname = "demo"\ntarget = "thumbv7em-none-eabihf"\n\n[kernel]\nname = "demo"\n\n[tasks.jefe]\nname = "task-jefe"\npriority = 0\n'],
  ["Hubris application description", '[kernel]\nname = "k"\n[tasks]\nidle = { name = "task-idle", priority = 3 }\n'],
  ["ned script of L4Re", 'local L4 = require("L4");\nL4.default_loader:start({ log = { "hello", "cyan" } }, "rom/hello");\n'],
  ["configuration of L4Re's io", 'Io.add_vbusses\n{\n  vbus = Io.Vi.System_bus(function()\n  end)\n}\n'],
  ["module list of L4Re", "modaddr 0x01100000\n\nentry hello\nkernel fiasco -serial_esc\nroottask moe rom/hello.cfg\nmodule l4re\n"],
  ["boot configuration of NUL", "sigma0::mem:128 sigma0::dma name::/s0/log ||\nrom://rom/nul/log.gz\n"],
  ["boot script of NOVA", "#!/usr/bin/env novaboot\nload bin/hypervisor serial\nload bin/sigma0.nul\n"],
  ["Sculpt build configuration", "drivers: pc\n\n# more\nimport: pkg/drivers_managed-pc\nram_fs: depot\n"],
  ["run script of Genode", "build { core init timer }\n\ncreate_boot_directory\n\ninstall_config {\n<config>\n\t<start name=\"timer\"/>\n</config>}\n\nrun_genode_until forever\n"],
  ["run script of Genode", "#\n# A comment\n#\nset mode test\nsource ${genode_dir}/repos/x.inc\nimport_from_depot [depot_user]/src/init\n"],
  ["automaton of Linux runtime verification", "digraph state_automaton {\n  center = true;\n  \"a\" -> \"b\" [label = \"e\"];\n}\n"],
  ["formula of Linux runtime verification", "RULE = always (A imply B)\n"],
  ["devicetree source", "/dts-v1/;\n/ {\n  model = \"x\";\n};\n"],
  ["devicetree source", "&uart0 {\n  status = \"okay\";\n};\n"],
  ["Kconfig configuration", "# Zephyr\nCONFIG_SERIAL=y\nCONFIG_MAIN_STACK_SIZE=2048\n"],
  ["board of Tock", "#![no_std]\nuse kernel::capabilities;\nlet cap = create_capability!(capabilities::MainLoopCapability);\n"],
];

/** Files that describe no system. */
export const texts: readonly (readonly [format: string, text: string])[] = [
  ["binary file", "\u007fELF\u0002\u0001"], ["binary file", "ab\0cd"],
  ["JSON document", '{\n  "name": "x"\n}\n'], ["JSON document", "[1, 2]"],
  ["record of a counterexample", '{ "record": 1, "steps": [] }'], ["worked case of timing", '{ "analysis": "fp.rta", "input": {} }'],
  ["TOML document", '[package]\nname = "x"\nversion = "1"\n'], ["YAML document", "jobs:\n  build: x\n  test: y\n- a\n"], ["YAML document", "---\nanything\n"],
  ["Markdown page", "# A title\n\nSome words.\n"], ["HTML page", "<!DOCTYPE html><html><body/></html>"], ["XML document of another kind", "<fruit><config/></fruit>"],
  ["XML document of another kind", "<system><user name='a'/></system>"], ["XML document of another kind", "<system/>"],
  ["graph in DOT", "digraph g {\n a -> b;\n}\n"], ["script", "#!/bin/sh\necho config\n"],
  ["module of TypeScript or JavaScript", 'import { suite } from "cordon";\nexport const s = suite({});\n'],
  ["source file", "#include <stdio.h>\nint main(void) {\n  return 0;\n}\n"],
];

/** Files of Genode, whole and broken, that hold words of other formats. */
export const genode: readonly (readonly [about: string, text: string])[] = [
  ["a component called like a part of Microkit", '<config><start name="protection_domain"><config><protection_domain/><channel/></config></start></config>'],
  ["the same in HID", "config\n+ start protection_domain\n  + config | + memory_region x\n-\n"],
  ["a comment with another format in it", "<!-- <system><protection_domain/></system> -->\n<config><start name=\"a\"/></config>"],
  ["a config of another component", "<config><vfs><inline name=\"app.toml\">[tasks.a]</inline></vfs></config>"],
  ["a missing end mark", "config\n+ start a\n"],
  ["a tab", "config\n\t+ start a\n-\n"],
  ["an unclosed element", "<config>\n<start name='a'>"],
  ["a comment of another language above it", "# Title\n\nconfig\n+ start a\n-\n"],
  ["such a comment above XML", "; words\n<config><start name='a'/></config>"],
  ["a document type", "<!DOCTYPE config [<!ENTITY a 'b'>]>\n<config>&a;</config>"],
  ["a control character", "config\0\n-\n"],
  ["a byte order mark, blank lines and CRLF", "\ufeff\r\n\r\nconfig\r\n+ start a\r\n-\r\n"],
  ["a deploy file", "deploy\n+ child editor | pkg: editor\n-\n"],
  ["a launcher", '<launcher pkg="x/pkg/y"><route/></launcher>'],
  ["a runtime", '<runtime ram="1M" caps="100" binary="x"><content/></runtime>'],
  ["a system-state file", '<system state=""/>'],
  ["a Wi-Fi configuration", '<wifi scan_interval="5"/>'],
];
