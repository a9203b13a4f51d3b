/** The strip above the sheet: files, history, and the buttons that the add-in's manifest asks for. */
import { Button, Tooltip } from "@fluentui/react-components";
import { ArrowRedoRegular } from "@fluentui/react-icons/svg/arrow-redo";
import { ArrowUndoRegular } from "@fluentui/react-icons/svg/arrow-undo";
import { DocumentAddRegular } from "@fluentui/react-icons/svg/document-add";
import { FolderOpenRegular } from "@fluentui/react-icons/svg/folder-open";
import { SaveRegular } from "@fluentui/react-icons/svg/save";
import { type ReactNode, useRef } from "react";
import type { AddIn, Command } from "./manifest";

export type FileActions = {
  readonly create: () => void;
  readonly open: (file: File) => void;
  readonly save: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
};

type Props = {
  readonly addIn: AddIn | undefined;
  readonly workbookName: string;
  readonly isDirty: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly files: FileActions;
  readonly onCommand: (command: Command) => void;
};

export function Ribbon({ addIn, workbookName, isDirty, canUndo, canRedo, files, onCommand }: Props): ReactNode {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <header className="ribbon">
      <div className="ribbonTitle">
        <h1 className="ribbonName">Workbench</h1>
        <span className="ribbonPurpose">for developing, testing and demonstrating an add-in</span>
        <span className="ribbonFile" title={isDirty ? "Not saved" : "Saved"}>
          {workbookName}
          {isDirty ? " (not saved)" : ""}
        </span>
      </div>
      <div className="ribbonGroups" role="toolbar" aria-label="Workbook and add-in">
        <Button size="small" appearance="subtle" icon={<DocumentAddRegular />} onClick={files.create}>
          New
        </Button>
        <Tooltip content="Open an .xlsx file. It stays on this computer." relationship="description">
          <Button
            size="small"
            appearance="subtle"
            icon={<FolderOpenRegular />}
            onClick={() => chooser.current?.click()}
          >
            Open
          </Button>
        </Tooltip>
        <input
          ref={chooser}
          type="file"
          accept=".xlsx"
          hidden
          aria-label="Workbook to open"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = "";
            if (file) files.open(file);
          }}
        />
        <Tooltip content="Save a copy to this computer (Ctrl+S)" relationship="description">
          <Button size="small" appearance="subtle" icon={<SaveRegular />} onClick={files.save}>
            Save
          </Button>
        </Tooltip>
        <span className="ribbonRule" />
        <Tooltip content="Undo (Ctrl+Z)" relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowUndoRegular />}
            disabledFocusable={!canUndo}
            onClick={files.undo}
          />
        </Tooltip>
        <Tooltip content="Redo (Ctrl+Y)" relationship="label">
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowRedoRegular />}
            disabledFocusable={!canRedo}
            onClick={files.redo}
          />
        </Tooltip>
        {addIn?.groups.map((group) => (
          <div key={group.id} className="ribbonGroup" role="group" aria-label={group.label}>
            <span className="ribbonRule" />
            <span className="ribbonGroupLabel" aria-hidden="true">
              {group.label}
            </span>
            {group.commands.map((command) => (
              <Tooltip
                key={command.id}
                content={command.tip === "" ? command.label : command.tip}
                relationship="description"
              >
                <Button
                  size="small"
                  appearance="subtle"
                  icon={command.icon ? <img src={command.icon.href} alt="" width={20} height={20} /> : null}
                  onClick={() => onCommand(command)}
                >
                  {command.label}
                </Button>
              </Tooltip>
            ))}
          </div>
        ))}
      </div>
    </header>
  );
}
