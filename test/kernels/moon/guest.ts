/** The moon as a guest: the kernel is the default export, and its format stands beside it. */
export { moon as default } from "./src/kernels/moon.ts";
export { moonText } from "./src/kernels/formats/moon.ts";
