/** Texts of the citizen's pages: ratings. */
import type { Words } from "..";
import type zh from "../zh/rating";

export default {
  title: "Rating",
  question: "How was it this time?",
  anonymous: "The desk and the office do not learn who rated. Each case is rated once, and a rating cannot be changed.",
  levels: { very_bad: "Very bad", bad: "Bad", fair: "Fair", good: "Good", very_good: "Very good" },
  words: "What you want to say (optional)",
  wordsHint: "Please write no names, phone numbers or document numbers. Up to 500 characters.",
  willFollow: "After a bad rating somebody calls you within 15 working days; it is not the office you rated.",
  choose: "Choose one first",
  submit: "Send the rating",
  thanks: "Thank you for rating",
  mine: "Your rating",
  ratedOn: "Rated on {day}",
  closed: { title: "This case cannot be rated yet", text: "You can rate it once it was accepted, decided or withdrawn." },
  unknown: { title: "No such case", text: "You can only rate your own cases." },
  followUp: {
    title: "Follow-up",
    due: "You are called by {day} at the latest",
    late: "The call is overdue, and is being pressed for",
    waiting: "Nobody has called you yet",
    call: { reached: "You were reached", not_reached: "You were called and not reached" },
    results: { put_right: "put right", explained: "explained", unfounded: "could not be confirmed", unreachable: "could not reach you" },
    closed: "Closed: {result}",
    ask: "Does this settle it for you?",
    settled: "Yes",
    not_settled: "No",
    answered: { settled: "You said that it is settled", not_settled: "You said that it is not settled" },
    answerWords: "Anything to add (optional)",
    send: "Answer",
  },
  figures: {
    title: "Ratings",
    average: "{average}",
    of: "of 5, from {count} rating | of 5, from {count} ratings",
    none: "Not enough ratings yet. They are published {together} at a time, so that nobody can tell who rated.",
    together: "Published {together} at a time",
  },
} satisfies Words<typeof zh>;
