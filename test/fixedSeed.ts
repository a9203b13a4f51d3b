/** Laws that state no seed of their own run on this one, so that a run can be repeated; LAW_SEED tries another. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["LAW_SEED"] ?? 484) });
