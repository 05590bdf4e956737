import { ratio } from "../../src/timing/exact.ts";
import { driver, maglev } from "../workloads/kv-cache/published.ts";
import { batchCosts } from "../workloads/kv-cache/stand-in.ts";
import { atLeast, atMost, decimal } from "./arithmetic.ts";
import { claim } from "./claim.ts";

export const atmosphereOneCrossing = claim({
  id: "atmosphere-one-crossing",
  sentence: "One cost of a crossing and one of a packet, both constant, explain Atmosphere's packet rates with batches of 1 and of 32.",
  figures: ["Atmosphere"],
  grade: "primary",
  sources: [driver["batch 1"].source],
  numbers: {
    "millions of packets a second in batches of 1 and 32": { driver: [driver["batch 1"].rate, driver["batch 32"].rate],
      maglev: [maglev["one core, batch 1"].rate, maglev["one core, batch 32"].rate] },
    "times a crossing may be another": "1.1",
  },
  findings: (numbers) => {
    const rates = numbers["millions of packets a second in batches of 1 and 32"];
    const [ofDriver, ofMaglev] = [batchCosts(rates.driver[0], rates.driver[1]), batchCosts(rates.maglev[0], rates.maglev[1])];
    return [
      atLeast(`the driver's crossing is ${decimal(ofDriver.crossing)} ns and its packet ${decimal(ofDriver.packet)} ns; packets in millions a second `
        + "without any crossing", ratio(1000).div(ofDriver.packet), rates.driver[1]),
      atMost(`Maglev's crossing is ${decimal(ofMaglev.crossing)} ns; over the driver's, it`, ofMaglev.crossing.div(ofDriver.crossing), numbers["times a crossing may be another"]),
    ];
  },
  remark: "The crossings include what is done once a batch besides the switch, such as a doorbell of the device, so that they may differ. "
    + "The calls were measured under KVM.",
});
