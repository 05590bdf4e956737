/**
 * The runtime's WebAssembly as far as it is used. Its types are declared here, since they otherwise come only with those of browsers,
 * and globals that we declared would clash with theirs in a user's project.
 */

/** A compiled module; workers may be sent one. */
export interface CompiledModule { readonly compiledModule?: never }

/** A memory outside of any module, in pages. */
export interface HostMemory {
  readonly buffer: ArrayBufferLike;
  /** Adds pages; answers how many there were. Throws where there is no room. */
  grow(pages: number): number;
}

/** A module that runs. */
export interface HostInstance { readonly exports: Readonly<Record<string, unknown>> }

interface Host {
  readonly Module: new (bytes: Uint8Array) => CompiledModule;
  readonly Instance: new (module: CompiledModule, imports?: Readonly<Record<string, Readonly<Record<string, unknown>>>>) => HostInstance;
  readonly Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared?: boolean }) => HostMemory;
  validate(bytes: Uint8Array): boolean;
}

export const host = (globalThis as unknown as { readonly WebAssembly: Host }).WebAssembly;
