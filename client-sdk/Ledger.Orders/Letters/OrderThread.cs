using Google.Protobuf;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// One order as this side has it: the letters of both sides, each side's in a chain of its own, and where they lead. What a letter changed
/// follows from the letters alone, so that one file that is replaced whole is all there is to keep.
/// </summary>
internal sealed class OrderThread
{
    internal const int EarlyMax = 16;
    internal const int EntriesMax = 1_000;

    /// <summary>The number of letters that are in nobody's chain.</summary>
    internal const uint NoPlace = uint.MaxValue;

    private const int AnsweredMax = 64;
    private const int RuleCharsMax = 64;
    private const int DetailCharsMax = 600;
    private readonly OrderParty _party;
    private readonly List<ThreadLetter> _letters = [];

    internal OrderThread(OrderParty party, OrderFile file)
    {
        (_party, File) = (party, file);
        foreach (var entry in file.Entries)
        {
            if (!OrderLetters.TryRead(entry.Letter.Span, out var letter, out var content))
            {
                throw new InvalidDataException($"The file of order {Id} holds a letter that cannot be read: it is damaged.");
            }

            _letters.Add(new ThreadLetter(letter, content, party.DigestOf(letter), entry.Mine, entry.Refused.Length > 0, entry.At));
        }

        View = Build();
    }

    internal OrderFile File { get; }

    internal OrderView View { get; private set; }

    internal string Id => Convert.ToHexStringLower(File.OrderId.Span);

    internal IReadOnlyList<ThreadLetter> Letters => _letters;

    internal OrderSide Other => File.Side == OrderSide.Bidder ? OrderSide.Guarantor : OrderSide.Bidder;

    /// <summary>Where a letter stands that came in: in its turn, known, early, or in nobody's chain.</summary>
    internal OrderRefused Place(OrderLetter letter, OrderContent content, Digest digest, out LetterFate fate)
    {
        fate = LetterFate.Refused;
        var theirs = _letters.Where(known => !known.IsMine).ToList();
        if (letter.Sequence <= theirs.Count)
        {
            fate = LetterFate.Repeated;
            return theirs[(int)letter.Sequence - 1].Digest == digest
                ? OrderRefused.No
                : new(
                    OrderRefusal.ConflictingLetter,
                    $"Another letter stands under number {letter.Sequence}: keep both, the sender signed them.");
        }

        if (letter.Sequence > theirs.Count + 1)
        {
            fate = LetterFate.Early;
            return File.Early.Count < EarlyMax || File.Early.Contains(letter.ToByteString())
                ? OrderRefused.No
                : new(
                    OrderRefusal.TooEarly,
                    $"Letter {letter.Sequence} came, the next one is {theirs.Count + 1}, and {EarlyMax} wait already.");
        }

        fate = LetterFate.Taken;
        var isFollowing = letter.Previous.Span.SequenceEqual(LastOf(mine: false).ToArray());
        // Who is told that a thread broke does not know all that was written in its name.
        var isAnswer = IsOfBrokenThread(content) || letter.Answers.Span.SequenceEqual(Digest.Zero.ToArray()) ||
            _letters.Any(known => known.IsMine && letter.Answers.Span.SequenceEqual(known.Digest.ToArray()));
        return isFollowing && isAnswer && _letters.Count < EntriesMax
            ? OrderRefused.No
            : new(
                OrderRefusal.BrokenThread,
                $"Letter {letter.Sequence} " +
                $"{(isFollowing ? "answers a letter that was never sent, or is one too many" : "does not follow the sender's last one")}.");
    }

    /// <summary>Adds a letter that came in; a refused one stands in its sender's chain and changes nothing.</summary>
    internal void Take(OrderLetter letter, OrderContent content, Digest digest, long at, OrderRefused refused)
    {
        File.Entries.Add(
            new OrderEntry
            {
                Letter = letter.ToByteString(),
                At = at,
                Refused = refused.IsRefused ? refused.Code.ToString() : string.Empty,
            });
        Follow(new ThreadLetter(letter, content, digest, IsMine: false, refused.IsRefused, at));
        if (!refused.IsRefused && content.LetterRefused is { } answer)
        {
            TakeAnswer(answer);
        }
    }

    /// <summary>Whether an answer is about a letter of this side's, of which the other side has made nothing since.</summary>
    internal OrderRefused CheckAnswer(LetterRefused answer)
    {
        var at = IndexOfMine(answer.Letter);
        return at < 0 ? new(
                OrderRefusal.BadField,
                "The answer is about a letter that was not written here: another folder writes in this order, or did.")
            : IsActedOn(at) ? new(OrderRefusal.WrongState, "The other side has acted on that letter already.")
            : answer.Rule.Length is 0 or > RuleCharsMax || answer.Detail.Length > DetailCharsMax
                ? new(OrderRefusal.BadField, "The answer names no rule, or is too long.")
                : OrderRefused.No;
    }

    /// <summary>Whether a letter outside its sender's chain had its answer, or so many had theirs that no more follow.</summary>
    internal bool IsAnswered(Digest digest) =>
        File.Answered.Count >= AnsweredMax || File.Answered.Contains(ByteString.CopyFrom(digest.ToArray()));

    /// <summary>The other side's last letter was this one.</summary>
    internal bool IsLastOfTheirs(Digest digest) => LastOf(mine: false) == digest;

    /// <summary>What this side wrote last that the other had not seen when it wrote last; null where there is none.</summary>
    internal ThreadLetter? LastUnseen
    {
        get
        {
            var theirs = _letters.LastOrDefault(known => !known.IsMine);
            var last = _letters.LastOrDefault(known => known.IsMine);
            return last is null || theirs?.Letter.Answers.Span.SequenceEqual(last.Digest.ToArray()) == true ? null : last;
        }
    }

    /// <summary>The digest that the other side's last letter says it had seen of this side's letters.</summary>
    internal ByteString SeenByOther => _letters.LastOrDefault(known => !known.IsMine)?.Letter.Answers ?? ByteString.Empty;

    private static bool IsOfBrokenThread(OrderContent content) => content.LetterRefused is not null || content.Closed is not null;

    private int IndexOfMine(ByteString digest) =>
        _letters.FindIndex(known => known.IsMine && digest.Span.SequenceEqual(known.Digest.ToArray()));

    // A letter of theirs that answers mine, or a later one of mine, and is itself no answer that refuses.
    private bool IsActedOn(int at) => _letters.Skip(at + 1).Any(known =>
        !known.IsMine && !known.IsRefused && known.Step != OrderStep.RefuseLetter && IndexOfMine(known.Letter.Answers) >= at);

    /// <summary>
    /// Takes the effect from the letter that the other side refused: what follows from the letters is made anew without it. What stands on
    /// the chain stands, and an application that was refused is one; both are only noted.
    /// </summary>
    private void TakeAnswer(LetterRefused answer)
    {
        var at = IndexOfMine(answer.Letter);
        if (File.Broken.Length == 0 && answer.Rule is nameof(OrderRefusal.ConflictingLetter) or nameof(OrderRefusal.BrokenThread))
        {
            File.Broken = $"{answer.Rule}: {answer.Detail}";
        }

        if (_letters[at] is { IsFact: false, Step: not OrderStep.Apply and not OrderStep.Close })
        {
            var entry = File.Entries[at];
            entry.Refused = answer.Rule;
            _letters[at] = _letters[at] with { IsRefused = true };
            View = Build();
        }
        else if (_letters[at].IsFact)
        {
            View.Dispute();
        }
    }

    private OrderView Build()
    {
        var view = new OrderView(File.OrderId, File.Side);
        var isWithoutSome = _letters.Exists(letter => letter is { IsMine: true, IsRefused: true });
        foreach (var letter in _letters.Where(letter => !letter.IsRefused))
        {
            if (!view.Follow(letter, letter.IsMine ? File.Side : Other) && !isWithoutSome)
            {
                throw new InvalidDataException(
                    $"Order {Id} is {view.State}, and its file lets {letter.Step} follow: it is damaged.");
            }

            if (letter is { IsMine: false, Content.LetterRefused: { } answer } && IndexOfMine(answer.Letter) is >= 0 and var at &&
                _letters[at].IsFact)
            {
                view.Dispute();
            }
        }

        return view;
    }

    /// <summary>Writes, signs and seals this side's next letter, ready for the mailbox.</summary>
    /// <exception cref="ArgumentException">The letter would be too long.</exception>
    internal void Write(OrderContent content, MailboxCard to, IOrderMail mail, long at)
    {
        var letter = new OrderLetter
        {
            OrderId = File.OrderId,
            Sequence = (uint)_letters.Count(known => known.IsMine) + 1,
            Previous = ByteString.CopyFrom(LastOf(mine: true).ToArray()),
            Answers = ByteString.CopyFrom(LastOf(mine: false).ToArray()),
            CertificateId = ByteString.CopyFrom(_party.SignerNeeded.CertificateId.ToArray()),
            Content = content.ToByteString(),
        };
        var digest = _party.DigestOf(letter);
        letter.Signature = _party.Sign(SignPurposes.OrderLetter.Over(digest));
        var bytes = letter.ToByteString();
        if (bytes.Length > OrderLetters.BytesMax)
        {
            throw new ArgumentException(
                $"The letter would have {bytes.Length} bytes; the most is {OrderLetters.BytesMax}. Large materials are documents.",
                nameof(content));
        }

        File.Entries.Add(new OrderEntry { Letter = bytes, Mine = true, At = at });
        File.Outbox.Add(
            new OutgoingOrderLetter { Sequence = letter.Sequence, Sealed = UnsafeByteOperations.UnsafeWrap(mail.Seal(to, bytes.Span)) });
        Follow(new ThreadLetter(letter, content, digest, IsMine: true, IsRefused: false, at));
    }

    /// <summary>Readies a letter in nobody's chain.</summary>
    internal void WriteOutside(OrderContent content, MailboxCard to, IOrderMail mail) =>
        File.Outbox.Add(
            new OutgoingOrderLetter
            {
                Sealed = UnsafeByteOperations.UnsafeWrap(mail.Seal(to, _party.SignOutside(File.OrderId, content, NoPlace).ToByteArray())),
            });

    /// <summary>
    /// Readies those of this side's letters once more that the other had not seen when it wrote: one may be lost. What it has in the
    /// meantime it knows again.
    /// </summary>
    internal void SendAgainAfter(ByteString answers, MailboxCard to, IOrderMail mail)
    {
        var mine = _letters.Where(known => known.IsMine).ToList();
        var seen = mine.FindLastIndex(known => answers.Span.SequenceEqual(known.Digest.ToArray()));
        foreach (var letter in mine.Skip(seen + 1))
        {
            var outgoing = File.Outbox.First(one => one.Sequence == letter.Letter.Sequence);
            if (outgoing.Sealed.IsEmpty)
            {
                outgoing.Sealed = UnsafeByteOperations.UnsafeWrap(mail.Seal(to, letter.Letter.ToByteArray()));
            }
        }
    }

    private Digest LastOf(bool mine) => _letters.LastOrDefault(known => known.IsMine == mine)?.Digest ?? Digest.Zero;

    private void Follow(ThreadLetter letter)
    {
        _letters.Add(letter);
        if (!letter.IsRefused)
        {
            View.Follow(letter, letter.IsMine ? File.Side : Other);
        }
    }
}
