using Google.Protobuf;
using Ledger.Client;
using Ledger.Protocol;
using Ledger.Protocol.Orders;
using Ledger.Protocol.V1;
using Microsoft.Extensions.Logging;

namespace Ledger.Orders;

// After a section that failed or was terminated its bidders give their sealed guarantees back. Letters in a burst right after it would
// count them, so each leaves at a moment of its own.
public sealed partial class BidderOrders
{
    /// <summary>How long after it was asked for a return leaves at the latest: two days.</summary>
    public static readonly TimeSpan ReturnWithin = TimeSpan.FromDays(2);

    /// <summary>
    /// Plans that the sealed guarantee of a section that failed or was terminated be given back, at a moment of block time drawn over the
    /// next two days; the first <see cref="ReceiveAsync"/> after that moment sends what is needed. Of a clear order the section's proven
    /// state is the attestation. Of a blind one the centre is asked for it, so that the guarantor does not learn the section. Planned
    /// already, nothing changes, until the two days are over without an answer.
    /// </summary>
    /// <exception cref="OrderException">
    /// The guarantee is not sealed, its section goes on, or the centre of a blind one has no card.
    /// </exception>
    /// <exception cref="LedgerClientException">The chain could not be asked.</exception>
    public async Task<OrderView> PlanReturnAsync(string orderId, CancellationToken cancellationToken = default)
    {
        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var thread = Require(orderId);
            var section = await SectionOfAsync(thread, cancellationToken).ConfigureAwait(false);
            CheckReturn(thread, section).ThrowIfRefused();
            if (thread.View.IsBlind)
            {
                await CentreOfAsync(section!, cancellationToken).ConfigureAwait(false);
            }

            var time = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false);
            var within = (long)ReturnWithin.TotalMilliseconds;
            if (thread.File.PlannedReturn is not { Refused.Length: 0 } standing || time >= standing.LeavesAt + within)
            {
                thread.File.PlannedReturn = new PlannedReturn { LeavesAt = time + Options.Random.Below((int)within) };
                Save(thread);
            }

            return thread.View;
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>The return that was planned for an order; null where none is.</summary>
    /// <exception cref="OrderException">There is no such order.</exception>
    public PlannedReturn? ReturnOf(string orderId) => Require(orderId).File.PlannedReturn?.Clone();

    private protected override PlannedReturn? PlannedReturnOf(OrderThread thread) => thread.File.PlannedReturn;

    private static OrderRefused CheckReturn(OrderThread thread, Section? section) =>
        thread.File.Broken.Length > 0 ? new(OrderRefusal.BrokenThread, $"{BrokenWords} {thread.File.Broken}")
        : thread.View.State != OrderState.IssuedSealed || thread.View.PendingSurrender is not null
            ? new(OrderRefusal.WrongState, "Only a guarantee that is issued and not being taken back already can be given back.")
        : section is null
            ? new(
                OrderRefusal.SectionNotAnnounced,
                "The section of this order was lost with its folder: ask its centre for an attestation.")
        : SurrenderAttestations.CauseOf(section) == SurrenderCause.Unspecified
            ? new(
                OrderRefusal.BadAttestation,
                $"Section {section.Announced.SectionCode} is {section.State}, and neither failed nor terminated: the trading centre's " +
                "attestation is needed.")
        : OrderRefused.No;

    private async Task<MailboxCard> CentreOfAsync(Section section, CancellationToken cancellationToken) =>
        await Options.Chain.CentreMailboxAsync(section.CentreUscc, cancellationToken).ConfigureAwait(false)
            ?? throw new OrderException(
                new(
                    OrderRefusal.BadCard,
                    $"The trading centre {section.CentreUscc} has no card on the chain: ask it for an attestation in another way."));

    /// <summary>Sends what is due of a planned return, and reads what the centre answered. Called outside the gate.</summary>
    private async Task FollowReturnAsync(OrderThread thread, List<LetterOutcome> outcomes, CancellationToken cancellationToken)
    {
        await LeaveReturnUnderGateAsync(thread, outcomes, cancellationToken).ConfigureAwait(false);
        if (thread.File.PlannedReturn is not { Refused.Length: 0, Mailbox.Length: > 0 } planned)
        {
            return;
        }

        var cursor = Folder.PathOf($"{Convert.ToHexStringLower(planned.RequestDigest.Span)[..16]}.cursor");
        await Options.Mail.ReceiveAsync(planned.Mailbox.Memory, cursor, TakeOneAsync, cancellationToken).ConfigureAwait(false);

        async Task TakeOneAsync(ReadOnlyMemory<byte> letter, CancellationToken token)
        {
            await Gate.WaitAsync(token).ConfigureAwait(false);
            try
            {
                outcomes.Add(await TakeAttestationAsync(thread, planned, letter, token).ConfigureAwait(false));
            }
            finally
            {
                Gate.Release();
            }
        }
    }

    private async Task LeaveReturnUnderGateAsync(OrderThread thread, List<LetterOutcome> outcomes, CancellationToken cancellationToken)
    {
        if (thread.File.PlannedReturn is not { Refused.Length: 0 } planned)
        {
            return;
        }

        await Gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (planned.RequestDigest.IsEmpty
                && await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false) >= planned.LeavesAt)
            {
                await LeaveReturnAsync(thread, planned, cancellationToken).ConfigureAwait(false);
            }

            if (!planned.Sealed.IsEmpty)
            {
                await Options.Mail.DepositAsync(planned.Sealed.Memory, cancellationToken).ConfigureAwait(false);
                planned.Sealed = ByteString.Empty;
                Save(thread);
            }
        }
        catch (OrderException e)
        {
            outcomes.Add(EndReturn(thread, planned, e.Refused));
        }
        catch (Exception e) when (e is LedgerClientException or IOException)
        {
            Options.Log.CreateLogger<OrderBook>().LetterWaits(e);
        }
        finally
        {
            Gate.Release();
        }
    }

    private async Task LeaveReturnAsync(OrderThread thread, PlannedReturn planned, CancellationToken cancellationToken)
    {
        var section = await SectionOfAsync(thread, cancellationToken).ConfigureAwait(false);
        CheckReturn(thread, section).ThrowIfRefused();
        if (thread.View.IsBlind)
        {
            var centre = await CentreOfAsync(section!, cancellationToken).ConfigureAwait(false);
            AskCentre(thread, planned, centre);
            Save(thread);
            return;
        }

        var salt = new byte[GuaranteeCommitment.SaltBytes];
        Options.Random.Fill(salt);
        var shown = new SurrenderAttestation
        {
            GuaranteeId = thread.View.GuaranteeId,
            Salt = UnsafeByteOperations.UnsafeWrap(salt),
            Cause = SurrenderAttestations.CauseOf(section),
            AttestedAt = await Options.Chain.TimeAsync(cancellationToken).ConfigureAwait(false),
        };
        await SurrenderAsync(thread, shown, cancellationToken).ConfigureAwait(false);
    }

    private void AskCentre(OrderThread thread, PlannedReturn planned, MailboxCard centre)
    {
        var (secret, reply) = Options.Mail.NewMailbox();
        var id = new byte[OrderLetters.IdBytes];
        Options.Random.Fill(id);
        var guarantee = Openings(thread.Id).Single(opening => opening.GuaranteeId.Equals(thread.View.GuaranteeId));
        var request = Options.Party.SignOutside(
            UnsafeByteOperations.UnsafeWrap(id),
            new OrderContent { AttestationRequested = new AttestationRequested { Guarantee = guarantee, Reply = reply } },
            1);
        planned.RequestDigest = ByteString.CopyFrom(Options.Party.DigestOf(request).ToArray());
        planned.Mailbox = UnsafeByteOperations.UnsafeWrap(secret);
        planned.Sealed = UnsafeByteOperations.UnsafeWrap(Options.Mail.Seal(centre, request.ToByteArray()));
    }

    private async Task<LetterOutcome> TakeAttestationAsync(
        OrderThread thread, PlannedReturn planned, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (!OrderLetters.TryRead(bytes.Span, out var letter, out var content) || content.AttestationAnswered is not { } answer
            || !answer.RequestDigest.Equals(planned.RequestDigest))
        {
            return LetterOutcome.No(new(OrderRefusal.MalformedLetter, "The letter is no answer to the request for an attestation."));
        }

        if (thread.File.PlannedReturn != planned || planned.Refused.Length > 0)
        {
            return new LetterOutcome(LetterFate.Repeated, thread.Id, OrderStep.AnswerAttestation, thread.View.State, OrderRefused.No);
        }

        var (refused, sender) = await Checks.SignerOfAsync(
            letter.CertificateId.Memory, SignPurposes.OrderLetter.Over(Options.Party.DigestOf(letter)), letter.Signature,
            cancellationToken).ConfigureAwait(false);
        var section = await SectionOfAsync(thread, cancellationToken).ConfigureAwait(false);
        if (sender is null || sender.Uscc != section?.CentreUscc)
        {
            return LetterOutcome.No(
                sender is null ? refused : new(OrderRefusal.NotTheParty, $"{sender.Uscc} is not the section's trading centre."),
                thread.Id, OrderStep.AnswerAttestation, thread.View.State);
        }

        if (answer.Attestation is null)
        {
            return EndReturn(thread, planned, new(OrderRefusal.BadAttestation, $"{answer.Rule}: {answer.Detail}"));
        }

        try
        {
            await SurrenderAsync(thread, answer.Attestation, cancellationToken).ConfigureAwait(false);
            return new LetterOutcome(LetterFate.Taken, thread.Id, OrderStep.AnswerAttestation, thread.View.State, OrderRefused.No);
        }
        catch (OrderException e)
        {
            return EndReturn(thread, planned, e.Refused);
        }
    }

    // The plan is over once the letter to the guarantor is written: it stands in the file from then on.
    private async Task SurrenderAsync(OrderThread thread, SurrenderAttestation attestation, CancellationToken cancellationToken)
    {
        var content = new OrderContent { SurrenderRequested = new SurrenderRequested { Attestation = attestation } };
        (await CheckOwnAsync(thread, content, cancellationToken).ConfigureAwait(false)).ThrowIfRefused();
        thread.File.PlannedReturn = null;
        await StepAsync(thread, content, cancellationToken).ConfigureAwait(false);
    }

    private LetterOutcome EndReturn(OrderThread thread, PlannedReturn planned, OrderRefused why)
    {
        planned.Refused = Shorten($"{why.Code}: {why.Detail}");
        Save(thread);
        return LetterOutcome.No(why, thread.Id, OrderStep.AnswerAttestation, thread.View.State);
    }
}
