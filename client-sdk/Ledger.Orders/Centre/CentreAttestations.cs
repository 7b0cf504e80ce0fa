using Google.Protobuf;
using Ledger.Client.Mailbox;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

/// <summary>
/// Answers, as a trading centre, what bidders of its sections ask: that their sealed guarantees may be taken back, because there is no
/// opening. What is answered follows from request and chain alone, so nobody types an attestation, and nothing is kept: a request that
/// comes twice is answered twice.
/// </summary>
/// <param name="options">Key, mailbox and chain.</param>
public sealed class CentreAttestations(CentreOptions options)
{
    private readonly LetterChecks _checks = new(options.Chain, options.Verifier);

    /// <summary>
    /// Reads the mailbox and answers every request: with an attestation that names no section, or with the rule that refuses it. What
    /// proves no bidder gets no answer.
    /// </summary>
    /// <exception cref="Client.LedgerClientException">Chain or mailbox could not be asked; what was read comes again.</exception>
    public async Task<IReadOnlyList<LetterOutcome>> AnswerAsync(CancellationToken cancellationToken = default)
    {
        var outcomes = new List<LetterOutcome>();
        await options.Mail.ReceiveAsync(options.Mailbox, options.CursorPath, TakeOneAsync, cancellationToken).ConfigureAwait(false);
        return outcomes;

        async Task TakeOneAsync(ReadOnlyMemory<byte> letter, CancellationToken token) =>
            outcomes.Add(await TakeAsync(letter, token).ConfigureAwait(false));
    }

    private async Task<LetterOutcome> TakeAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!OrderLetters.TryRead(bytes.Span, out var letter, out var content)
            || content.AttestationRequested is not { Guarantee: { } opened } request || letter.Sequence != 1
            || !MailboxRecipient.TryRead(request.Reply, options.Party.Genesis.Suite, out _))
        {
            return No(new(OrderRefusal.MalformedLetter, $"The {bytes.Length} bytes are no request for an attestation."));
        }

        var digest = options.Party.DigestOf(letter);
        var (refused, sender) = await _checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(digest), letter.Signature, cancellationToken)
            .ConfigureAwait(false);
        if (sender is null)
        {
            return No(refused);
        }

        var (bad, section) = await JudgeAsync(opened, sender.Uscc, cancellationToken).ConfigureAwait(false);
        var answer = new AttestationAnswered { RequestDigest = ByteString.CopyFrom(digest.ToArray()) };
        if (bad.IsRefused)
        {
            (answer.Rule, answer.Detail) = (bad.Code.ToString(), bad.Detail);
        }
        else
        {
            var time = await options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
            answer.Attestation = SurrenderAttestations.Sign(
                options.Party, opened.GuaranteeId, SurrenderAttestations.CauseOf(section), time, options.Random);
        }

        var reply = options.Party.SignOutside(letter.OrderId, new OrderContent { AttestationAnswered = answer }, 1);
        await options.Mail.DepositAsync(options.Mail.Seal(request.Reply, reply.ToByteArray()), cancellationToken).ConfigureAwait(false);
        return bad.IsRefused ? No(bad) : new(LetterFate.Taken, string.Empty, OrderStep.RequestAttestation, null, OrderRefused.No);
    }

    /// <summary>Whether this bidder's guarantee is one of this centre's section that failed or was terminated.</summary>
    private async Task<(OrderRefused Refused, Section? Section)> JudgeAsync(
        OpenedGuarantee opened, string bidderUscc, CancellationToken cancellationToken)
    {
        if (await options.Chain.GuaranteeAsync(opened.GuaranteeId.Memory, cancellationToken).ConfigureAwait(false) is not { } record)
        {
            return (new(OrderRefusal.NotOnChain, "There is no such guarantee on the chain."), null);
        }

        if (Uncover(opened, record) is not { } terms)
        {
            return (new(OrderRefusal.TermsDiffer, "Salt, terms and section are not what the guarantee's record commits to."), null);
        }

        if (terms.ApplicantUscc != bidderUscc)
        {
            return (new(OrderRefusal.NotTheParty, "The guarantee is another bidder's."), null);
        }

        var section = await options.Chain.SectionAsync(terms.SectionCode, cancellationToken).ConfigureAwait(false);
        return section?.CentreUscc != options.Party.Uscc
            ? (new(OrderRefusal.NotTheParty, "The section is another trading centre's."), null)
            : record.State != GuaranteeState.IssuedSealed || SurrenderAttestations.CauseOf(section) == SurrenderCause.Unspecified
            ? (
                new(OrderRefusal.WrongState, "The guarantee is not sealed any more, or its section neither failed nor was terminated."),
                null)
            : (OrderRefused.No, section);
    }

    /// <summary>The terms with their section; null where they are not what the record commits to.</summary>
    private GuaranteeTerms? Uncover(OpenedGuarantee opened, Guarantee record)
    {
        var hasher = options.Party.Genesis.Hasher;
        if (opened.Salt.Length != GuaranteeCommitment.SaltBytes
            || !record.Commitment.Span.SequenceEqual(
                GuaranteeCommitment.Compute(hasher, opened.Salt.Span, opened.Terms.Span).ToArray())
            || ContentFacts.ReadTerms(opened.Terms) is not { } terms)
        {
            return null;
        }

        if (terms.BlindSection is not { } blind)
        {
            return terms;
        }

        if (opened.Section is not { Salt.Length: GuaranteeCommitment.SaltBytes } section
            || !blind.Commitment.Span.SequenceEqual(BlindSectionCommitment.Compute(hasher, section).ToArray()))
        {
            return null;
        }

        terms.SectionCode = section.SectionCode;
        return terms;
    }

    private static LetterOutcome No(OrderRefused refused) => LetterOutcome.No(refused, string.Empty, OrderStep.RequestAttestation);
}
