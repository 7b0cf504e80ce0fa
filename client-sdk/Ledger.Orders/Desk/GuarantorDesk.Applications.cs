using Google.Protobuf;
using Ledger.Crypto.Sealing;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Orders;

// What a desk checks of an application before a person looks at it.
public sealed partial class GuarantorDesk
{
    private OrderRefused CheckApplication(OrderApplication application, Section? section, OrderThread self)
    {
        if (application.GuarantorUscc != Options.Party.Uscc || application.Form != _options.Form)
        {
            return new(
                OrderRefusal.NotTheParty,
                $"The application is to {application.GuarantorUscc} for {application.Form}; this desk is {Options.Party.Uscc}'s and " +
                $"issues {_options.Form}.");
        }

        if (CheckSealing(application.Blind) is { IsRefused: true } badSealing)
        {
            return badSealing;
        }

        if (!Client.Mailbox.MailboxRecipient.TryRead(application.Reply, Options.Party.Genesis.Suite, out _))
        {
            return new(OrderRefusal.BadField, "The reply address is no mailbox of this chain's suite.");
        }

        return CheckOnlyOrder(application, section, self);
    }

    private OrderRefused CheckOnlyOrder(OrderApplication application, Section? section, OrderThread self)
    {
        // Of blind orders nobody here can tell; the chain lets one guarantee a section and bidder count.
        var other = section is null ? null : Threads.FirstOrDefault(thread => thread != self && !OrderStates.IsEnd(thread.View.State)
            && thread.View.Application is { Plain: { } plain } known
            && plain.SectionCode == section.Announced.SectionCode && known.Applicant.Uscc == application.Applicant.Uscc);
        return other is null ? OrderRefused.No
            : new(
                OrderRefusal.OrderExists,
                $"Order {other.Id} of {application.Applicant.Uscc} for section {section!.Announced.SectionCode} is " +
                $"{OrderStates.NameOf(other.View.State)}.");
    }

    /// <summary>
    /// Whether the bidder signed the terms with a certificate that counts now: terms that it did not sign cannot be revealed.
    /// </summary>
    private async Task<OrderRefused> CheckAgreedAsync(GuaranteeTerms terms, CancellationToken cancellationToken)
    {
        if (terms.ApplicantSignature is not { } signature || !Digest.TryRead(signature.CertificateId.Span, out var certificateId))
        {
            return new(OrderRefusal.BadSignature, "The bidder's signature under the terms is missing.");
        }

        var message = ApplicantSignatures.MessageOf(
            Options.Party.Genesis.Hasher, Options.Party.Genesis.ChainId, terms.ToByteArray(), signature);
        var (refused, signer) = await Checks.SignerOfAsync(certificateId, message, signature.Value, cancellationToken)
            .ConfigureAwait(false);
        return refused.IsRefused || signer!.Uscc == terms.ApplicantUscc ? refused
            : new(OrderRefusal.NotTheParty, $"The terms name {terms.ApplicantUscc} and are signed by {signer.Uscc}.");
    }

    /// <summary>
    /// The form of a blind section, and an encapsulation that this desk was never given before: two boxes with one U would be seen to
    /// belong together.
    /// </summary>
    private OrderRefused CheckSealing(BlindOrder? blind)
    {
        if (blind is null)
        {
            return OrderRefused.No;
        }

        if (blind.Section is not { Commitment.Length: Digest.Bytes, Sealed.Length: SealedSection.SealedBytes })
        {
            return new(OrderRefusal.BadField, "The blind section is missing or out of its form.");
        }

        if (!SealedBoxKey.TryImport(Options.Party.Genesis.Suite, blind.SealingKey.Span, out var key))
        {
            return new(OrderRefusal.BadField, "The sealing key is no encapsulation of this chain's suite.");
        }

        using (key)
        {
            return _sealingKeys.Contains(ByteString.CopyFrom(key.Ephemeral))
                ? new(OrderRefusal.SealingKeyReused, "This sealing key was given before; each makes one guarantee.")
                : OrderRefused.No;
        }
    }

    private void RememberSealingKeys(OrderThread thread)
    {
        foreach (var letter in thread.Letters)
        {
            var sealingKey = letter.Content.Application?.Blind?.SealingKey ?? letter.Content.ChangeRequested?.Blind?.SealingKey;
            if (sealingKey is not null && SealedBoxKey.TryImport(Options.Party.Genesis.Suite, sealingKey.Span, out var key))
            {
                _sealingKeys.Add(ByteString.CopyFrom(key.Ephemeral));
                key.Dispose();
            }
        }
    }
}
