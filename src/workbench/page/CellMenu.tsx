/** The menu of a cell: what the add-in's manifest adds to it, and the clipboard's keys for those who look for them here. */
import { Menu, MenuDivider, MenuItem, MenuList, MenuPopover } from "@fluentui/react-components";
import type { ReactNode } from "react";
import type { Command } from "./manifest";

type Props = {
  readonly at: { readonly x: number; readonly y: number } | undefined;
  readonly commands: readonly Command[];
  readonly onCommand: (command: Command) => void;
  readonly onEdit: () => void;
  readonly onClear: () => void;
  readonly onClose: () => void;
};

export function CellMenu({ at, commands, onCommand, onEdit, onClear, onClose }: Props): ReactNode {
  if (!at) return null;
  const target = {
    getBoundingClientRect: () => new DOMRect(at.x, at.y, 0, 0),
  };
  return (
    <Menu
      open
      positioning={{ target, position: "below", align: "start" }}
      onOpenChange={(_, { open }) => !open && onClose()}
    >
      <MenuPopover aria-label="Cell">
        <MenuList>
          <MenuItem secondaryContent="F2" onClick={onEdit}>
            Edit
          </MenuItem>
          <MenuItem secondaryContent="Delete" onClick={onClear}>
            Clear contents
          </MenuItem>
          {commands.length > 0 && <MenuDivider />}
          {commands.map((command) => (
            <MenuItem
              key={command.id}
              icon={command.icon ? <img src={command.icon.href} alt="" width={20} height={20} /> : null}
              onClick={() => onCommand(command)}
            >
              {command.label}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
