/** A page of the add-in in a frame of its own, in conversation with the workbook. */
import { type ReactNode, useEffect, useRef } from "react";
import type { OfficeSession } from "../office/session";
import { Conversation, type Listener, type Surroundings } from "./conversation";

type Props = {
  readonly page: URL;
  readonly title: string;
  readonly isHidden?: boolean;
  readonly surroundings: Surroundings;
  /** Makes the session when the frame opens; the conversation ends it when the frame closes. */
  readonly openSession: () => OfficeSession;
  readonly listener: Listener;
  /** The conversation when it begins, and undefined when it ends. */
  readonly onConversation?: (conversation: Conversation | undefined, session: OfficeSession) => void;
};

/** Another page, or another `key`, is another frame and another conversation. */
export function AddInFrame(props: Props): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const address = props.page.href;

  useEffect(() => {
    const { surroundings, openSession, title } = latest.current;
    const session = openSession();
    const conversation = new Conversation(session, surroundings, {
      onProcessed: () => latest.current.listener.onProcessed(),
      onLeave: (direction) => latest.current.listener.onLeave(direction),
      onCommandDone: () => latest.current.listener.onCommandDone(),
    });
    const frame = document.createElement("iframe");
    // The library reads the name once, as the page loads: it must be there before.
    frame.name = conversation.frameName();
    frame.title = title;
    frame.className = "addInFrame";
    frame.allow = "clipboard-write";
    frame.addEventListener("load", () => leaveByF6(frame, () => latest.current.listener.onLeave("forward")));
    frame.src = address;
    place.current?.append(frame);
    conversation.connect(frame.contentWindow);
    latest.current.onConversation?.(conversation, session);
    return () => {
      latest.current.onConversation?.(undefined, session);
      conversation.end();
      frame.remove();
    };
  }, [address]);

  return <div ref={place} className="addInPlace" hidden={props.isHidden} />;
}

/** F6 goes round the parts of the page, from within the add-in too. The library only tells of it with Ctrl. */
function leaveByF6(frame: HTMLIFrameElement, onLeave: () => void): void {
  frame.contentWindow?.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onLeave();
  });
}

/**
 * Brings the focus into the add-in: to where it was there, else to its first control. A page that has the focus with none
 * of its controls would let the next Tab pass it by.
 */
export function focusFrame(frame: HTMLIFrameElement): void {
  frame.contentWindow?.focus();
  const page = frame.contentDocument;
  if (!page || (page.activeElement !== null && page.activeElement !== page.body)) return;
  page.querySelector<HTMLElement>(CONTROLS)?.focus();
}

const CONTROLS = ["a[href]", "button", "input", "select", "textarea", "[tabindex='0']"]
  .map((control) => `${control}:not(:disabled, [tabindex='-1'], [aria-hidden='true'])`)
  .join(", ");
