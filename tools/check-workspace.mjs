// Checks what the compiler and the linter cannot see. Each check has a test that plants a fault.
//
//  1 manifest arrows      packages depend on each other only along the arrows of ARCHITECTURE.md
//  2 import arrows        so do their imports, which are declared and stay inside the package
//  3 optional player      @playgate/react without ./player needs no video.js
//  4 exports trap         every entry of @playgate/server, /session and /cli fails a browser build: workerd, edge-light, then browser
//  5 published exports    publishConfig.exports equals exports without the source condition; sources exist
//  6 no install scripts   nothing of ours runs at install
//  7 complete manifests   licence, one version, description, files ['dist'], README, changelog
//  8 pinned versions      every dependency through the catalog, every version exact
//  9 dependency trees     the lockfile brings public packages only what is on their lists
// 10 project references   TypeScript builds along the same arrows
// 11 file names           kebab-case, and none that says nothing
// 12 source rules         no `export *`, default export, silenced tool, unfinished note or long file
// 13 no foreign text      no folder of one machine, no registry
// 14 one-way folders      the folders of a package use one another in one direction
import { importArrows, manifestArrows, optionalPlayer } from './workspace/arrows.mjs';
import { dependencyTrees } from './workspace/dependency-trees.mjs';
import { exportsTrap, publishedExports } from './workspace/exports.mjs';
import { noForeignText } from './workspace/foreign-text.mjs';
import {
  completeManifests,
  noInstallScripts,
  pinnedVersions,
  projectReferences,
} from './workspace/manifests.mjs';
import { oneWayFolders } from './workspace/one-way-folders.mjs';
import { readWorkspace } from './workspace/read-workspace.mjs';
import { fileNames, sourceRules } from './workspace/sources.mjs';
import { root } from './run.mjs';

const CHECKS = [
  manifestArrows,
  importArrows,
  optionalPlayer,
  exportsTrap,
  publishedExports,
  noInstallScripts,
  completeManifests,
  pinnedVersions,
  dependencyTrees,
  projectReferences,
  fileNames,
  sourceRules,
  noForeignText,
  oneWayFolders,
];

const workspace = readWorkspace(root);
const problems = CHECKS.flatMap((check, i) =>
  check(workspace).map((problem) => `check ${i + 1}: ${problem}`),
);
for (const problem of problems) console.error(problem);
console.log(
  `${CHECKS.length} checks of ${workspace.packages.length} packages, ${problems.length} problems`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
