/** Comments and their replies. */
import type { Book } from "../../engine/book";
import type { CommentReply, Sheet, SheetComment } from "../../engine/sheet";
import { ApiError, invalidArgument } from "../apiError";
import { refuseProtected } from "../cellAccess";
import { type Arguments, ClientValue, type RemoteObject, type RemoteClassOf, defineClass } from "../classModel";
import { EventType, WORKBOOK_TARGET } from "../eventTypes";
import { RangeTarget, areaOfAddress } from "../rangeTarget";
import { rangeClass } from "./range";

type CommentsTarget = { readonly book: Book; readonly sheet: Sheet | undefined };
type CommentTarget = { readonly sheet: Sheet; readonly id: string };
type ReplyTarget = CommentTarget & { readonly replyId: string };

function commentOf({ sheet, id }: CommentTarget): SheetComment {
  const comment = sheet.comments.value.find((one) => one.id === id);
  if (!comment) throw new ApiError("ItemNotFound");
  return comment;
}

function all({ book, sheet }: CommentsTarget): CommentTarget[] {
  return (sheet ? [sheet] : book.sheets).flatMap((one) => one.comments.value.map(({ id }) => ({ sheet: one, id })));
}

function change(target: CommentTarget, what: Partial<SheetComment>): void {
  refuseProtected(target.sheet, "allowEditObjects");
  target.sheet.comments.value = target.sheet.comments.value.map((comment) =>
    comment.id === target.id ? { ...comment, ...what } : comment,
  );
  announce(target, "changed");
}

function announce({ sheet, id }: CommentTarget, what: "added" | "changed" | "deleted"): void {
  sheet.book.announce({ kind: "comment", what, sheet, commentId: id, replyIds: [] });
}

function contentArgument(given: unknown): string {
  if (typeof given === "string") return given;
  const rich = (given as { readonly richContent?: unknown } | null)?.richContent;
  if (typeof rich === "string") return rich;
  throw invalidArgument();
}

function newId(book: Book): string {
  return `{${String(book.nextNumber()).padStart(8, "0")}-0000-0000-0000-0000000C0000}`;
}

function byId(target: CommentsTarget, args: Arguments): RemoteObject | null {
  return commentClass.orNull(all(target).find((one) => one.id === args.text(0)));
}

const AUTHOR = "Workbench user";

export const commentCollectionClass: RemoteClassOf<CommentsTarget> = defineClass<CommentsTarget>({
  name: "CommentCollection",
  items: (target) => all(target).map((comment) => commentClass.of(comment)),
  index: byId,
  methods: {
    Add: (target, args) => {
      const given = args.at(0);
      const range = rangeClass.targetOf(given);
      const place = range ?? areaOfAddress(target.book, args.text(0), target.sheet);
      const { sheet, area } = place;
      refuseProtected(sheet, "allowEditObjects");
      if (area.rows * area.columns !== 1) throw invalidArgument();
      if (sheet.comments.value.some((one) => one.row === area.row && one.column === area.column)) {
        throw invalidArgument();
      }
      const comment: SheetComment = {
        id: newId(target.book),
        row: area.row,
        column: area.column,
        content: contentArgument(args.at(1)),
        author: AUTHOR,
        created: target.book.now().toISOString(),
        isResolved: false,
        replies: [],
      };
      sheet.comments.value = [...sheet.comments.value, comment];
      announce({ sheet, id: comment.id }, "added");
      return commentClass.of({ sheet, id: comment.id });
    },
    GetCount: (target) => new ClientValue(all(target).length),
    GetItemAt: (target, args) => {
      const comment = all(target)[args.integer(0)];
      if (!comment) throw invalidArgument();
      return commentClass.of(comment);
    },
    GetItemByCell: (target, args) => {
      const place = rangeClass.targetOf(args.at(0)) ?? areaOfAddress(target.book, args.text(0), target.sheet);
      const found = all(target).find((one) => {
        const { row, column } = commentOf(one);
        return one.sheet === place.sheet && row === place.area.row && column === place.area.column;
      });
      if (!found) throw new ApiError("ItemNotFound");
      return commentClass.of(found);
    },
    GetItemByReplyId: (target, args) => {
      const found = all(target).find((one) => commentOf(one).replies.some((reply) => reply.id === args.text(0)));
      if (!found) throw new ApiError("ItemNotFound");
      return commentClass.of(found);
    },
    GetItemOrNullObject: byId,
  },
  events: {
    Added: { type: EventType.commentAdded, target: (target) => target.sheet?.id ?? WORKBOOK_TARGET },
    Changed: { type: EventType.commentChanged, target: (target) => target.sheet?.id ?? WORKBOOK_TARGET },
    Deleted: { type: EventType.commentDeleted, target: (target) => target.sheet?.id ?? WORKBOOK_TARGET },
  },
});

export const commentClass: RemoteClassOf<CommentTarget> = defineClass<CommentTarget>({
  name: "Comment",
  id: (target) => target.id,
  properties: {
    Id: { read: (target) => target.id },
    Content: {
      read: (target) => commentOf(target).content,
      write: (target, value) => change(target, { content: contentArgument(value) }),
    },
    ContentType: { read: () => "Plain" },
    AuthorName: { read: (target) => commentOf(target).author },
    AuthorEmail: { read: () => "" },
    CreationDate: { read: (target) => commentOf(target).created },
    Resolved: {
      read: (target) => commentOf(target).isResolved,
      write: (target, value) => change(target, { isResolved: value === true }),
    },
    RichContent: { read: (target) => commentOf(target).content },
    Mentions: { read: () => [] },
  },
  navigations: { Replies: (target) => commentReplyCollectionClass.of(target) },
  methods: {
    Delete: (target) => {
      commentOf(target);
      refuseProtected(target.sheet, "allowEditObjects");
      target.sheet.comments.value = target.sheet.comments.value.filter((comment) => comment.id !== target.id);
      announce(target, "deleted");
      return undefined;
    },
    GetLocation: (target) => {
      const { row, column } = commentOf(target);
      return rangeClass.of(new RangeTarget(target.sheet, { row, column, rows: 1, columns: 1 }));
    },
  },
});

function replyOf(target: ReplyTarget): CommentReply {
  const reply = commentOf(target).replies.find((one) => one.id === target.replyId);
  if (!reply) throw new ApiError("ItemNotFound");
  return reply;
}

function replyById(target: CommentTarget, args: Arguments): RemoteObject | null {
  const reply = commentOf(target).replies.find((one) => one.id === args.text(0));
  return reply ? commentReplyClass.of({ ...target, replyId: reply.id }) : null;
}

const commentReplyCollectionClass: RemoteClassOf<CommentTarget> = defineClass<CommentTarget>({
  name: "CommentReplyCollection",
  items: (target) => commentOf(target).replies.map((reply) => commentReplyClass.of({ ...target, replyId: reply.id })),
  index: replyById,
  methods: {
    Add: (target, args) => {
      const reply: CommentReply = {
        id: newId(target.sheet.book),
        content: contentArgument(args.at(0)),
        author: AUTHOR,
        created: target.sheet.book.now().toISOString(),
      };
      change(target, { replies: [...commentOf(target).replies, reply] });
      return commentReplyClass.of({ ...target, replyId: reply.id });
    },
    GetCount: (target) => new ClientValue(commentOf(target).replies.length),
    GetItemAt: (target, args) => {
      const reply = commentOf(target).replies[args.integer(0)];
      if (!reply) throw invalidArgument();
      return commentReplyClass.of({ ...target, replyId: reply.id });
    },
    GetItemOrNullObject: replyById,
  },
});

const commentReplyClass: RemoteClassOf<ReplyTarget> = defineClass<ReplyTarget>({
  name: "CommentReply",
  id: (target) => target.replyId,
  properties: {
    Id: { read: (target) => target.replyId },
    Content: {
      read: (target) => replyOf(target).content,
      write: (target, value) => {
        const content = contentArgument(value);
        change(target, {
          replies: commentOf(target).replies.map((reply) =>
            reply.id === target.replyId ? { ...reply, content } : reply,
          ),
        });
      },
    },
    ContentType: { read: () => "Plain" },
    AuthorName: { read: (target) => replyOf(target).author },
    AuthorEmail: { read: () => "" },
    CreationDate: { read: (target) => replyOf(target).created },
    Resolved: { read: (target) => commentOf(target).isResolved },
    RichContent: { read: (target) => replyOf(target).content },
    Mentions: { read: () => [] },
  },
  methods: {
    Delete: (target) => {
      replyOf(target);
      change(target, { replies: commentOf(target).replies.filter((reply) => reply.id !== target.replyId) });
      return undefined;
    },
    GetParentComment: (target) => commentClass.of({ sheet: target.sheet, id: target.id }),
    GetLocation: (target) => {
      const { row, column } = commentOf(target);
      return rangeClass.of(new RangeTarget(target.sheet, { row, column, rows: 1, columns: 1 }));
    },
  },
});

export const commentClasses = [commentReplyCollectionClass, commentReplyClass];
