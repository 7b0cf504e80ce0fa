using Ledger.Client;
using Ledger.Protocol.V1;
using Ledger.Schema.Guarantee;
using Ledger.Schema.Membership;

namespace Ledger.Orders;

/// <summary>
/// Guarantors' cards on the chain: where orders are sent and what is offered. Every read is proved, and a card counts while its guarantor
/// is an active member with that role; so nobody gets a bidder's materials by handing out another mailbox under a guarantor's name.
/// </summary>
/// <param name="client">Reads; to publish and withdraw it signs as the guarantor.</param>
public sealed class GuarantorCards(LedgerClient client)
{
    private const int CardsMax = 10_000;

    /// <summary>All cards that count, ascending by USCC; proven that none is left out.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<GuarantorList> ListAsync(CancellationToken cancellationToken = default)
    {
        var cards = await client.ListAsync(GuaranteeTables.Cards.Prefix.ToArray(), 0, CardsMax, cancellationToken).ConfigureAwait(false);
        var members = await client.ListAsync(MembershipTables.Members.Prefix.ToArray(), cards.Height, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var counting = Counting(
            cards.Entries.Select(entry => GuarantorCard.Parser.ParseFrom(entry.Value.Span)),
            members.Entries.Select(entry => Member.Parser.ParseFrom(entry.Value.Span)),
            Role.Guarantor);
        return new GuarantorList(counting, cards.Height, cards.Time);
    }

    /// <summary>One guarantor's card; null where it has none that counts.</summary>
    /// <inheritdoc cref="ListAsync"/>
    public Task<GuarantorCard?> FindAsync(string uscc, CancellationToken cancellationToken = default) =>
        FindAsync(uscc, Role.Guarantor, cancellationToken);

    /// <summary>The card of an active member with this role; null where it has none.</summary>
    internal async Task<GuarantorCard?> FindAsync(string uscc, Role role, CancellationToken cancellationToken)
    {
        var card = await client.ReadAsync(GuaranteeTables.Cards, GuaranteeTables.Cards.Key(uscc), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        var member = await client.ReadAsync(MembershipTables.Members, MembershipTables.Members.Key(uscc), card.Height, cancellationToken)
            .ConfigureAwait(false);
        return card.Record is { } one && member.Record is { } holder ? Counting([one], [holder], role).SingleOrDefault() : null;
    }

    /// <summary>Publishes the signer's card; it replaces the one before.</summary>
    /// <param name="form">What the guarantor issues.</param>
    /// <param name="mailbox">Where orders are sent.</param>
    /// <param name="tiers">Amounts and ends of blind guarantees.</param>
    /// <param name="cancellationToken">Ends the wait; the transaction may still become final.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public Task<TransactionResult> PublishAsync(
        GuaranteeForm form, MailboxCard mailbox, CoverTiers tiers, CancellationToken cancellationToken = default)
    {
        return client.SubmitAsync(Publishing(form, mailbox, tiers), cancellationToken: cancellationToken);
    }

    /// <summary>The call that publishes such a card, for who shows it before it is sent.</summary>
    /// <param name="form">What the guarantor issues.</param>
    /// <param name="mailbox">Where orders are sent.</param>
    /// <param name="tiers">Amounts and ends of blind guarantees.</param>
    public static Call Publishing(GuaranteeForm form, MailboxCard mailbox, CoverTiers tiers)
    {
        ArgumentNullException.ThrowIfNull(tiers);
        return CallOf(
            new PublishCard
            {
                Form = form,
                Mailbox = mailbox,
                CoverTiersFen = { tiers.AmountsFen },
                EndTierMonths = (uint)tiers.EndMonths,
            });
    }

    /// <summary>The call that withdraws the signer's card: no bidder finds it any more. Orders that there are go on.</summary>
    public static Call Withdrawing => CallOf(new PublishCard());

    /// <summary>Withdraws the signer's card: no bidder finds it any more. Orders that there are go on.</summary>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public Task<TransactionResult> WithdrawAsync(CancellationToken cancellationToken = default) =>
        client.SubmitAsync(Withdrawing, cancellationToken: cancellationToken);

    /// <summary>Of these cards those whose holder is an active member with this role.</summary>
    internal static IReadOnlyList<GuarantorCard> Counting(IEnumerable<GuarantorCard> cards, IEnumerable<Member> members, Role role)
    {
        var holders = members.Where(member => member.Active && member.Roles.Contains(role)).Select(member => member.Uscc)
            .ToHashSet(StringComparer.Ordinal);
        return [.. cards.Where(card => holders.Contains(card.Uscc))];
    }

    private static Call CallOf(PublishCard card) => new() { Guarantee = new GuaranteeCall { PublishCard = card } };
}

/// <summary>The guarantors that take orders, as of one final height.</summary>
/// <param name="Cards">Their cards, ascending by USCC.</param>
/// <param name="Height">The height.</param>
/// <param name="Time">That block's time, UTC milliseconds.</param>
public sealed record GuarantorList(IReadOnlyList<GuarantorCard> Cards, ulong Height, long Time);
