using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>
/// Who accepts which CA for what, as dated configuration. The most specific place with an entry counts: the centre before its region, that
/// before its province, that before the whole country. Where no place has one, nobody accepts the CA.
/// </summary>
internal static class Acceptances
{
    internal const string WholeCountry = "000000";

    internal static Refused Check(SetAcceptance change, IStateReader state)
    {
        if (FieldRules.First(
            CheckPlace(change.Place),
            CheckUsages(change.Usages),
            FieldRules.Text(change.Source, "The acceptance's source", DatedList.TextCharsMax)) is { IsRefused: true } refused)
        {
            return refused;
        }

        if (AuthorityRecords.Find(change.CaId, state) is null)
        {
            return new Refused(RefusalCode.UnknownAuthority, $"There is no CA {FieldRules.Quote(change.CaId)}.");
        }

        var present = Read(change.Place, change.CaId, state);
        return DatedList.Full(present.Entries.Count, $"CA {change.CaId}'s acceptance in {change.Place}");
    }

    internal static StateFact Enact(SetAcceptance change, IStateWriter state, long time)
    {
        var history = Read(change.Place, change.CaId, state);
        var entry = new AcceptanceEntry
        {
            EffectiveFrom = time,
            Usages = { change.Usages },
            Source = change.Source,
            GovernmentLicence = change.GovernmentLicence,
        };
        DatedList.Put(history.Entries, known => known.EffectiveFrom, entry);
        var key = CaTrustTables.AcceptanceKey(change.Place, change.CaId);
        return new StateFact(key, CaTrustTables.Acceptances.Write(state, key, history), "acceptance.changed");
    }

    /// <summary>The entry that counts at <paramref name="time"/>, and the place that it is of; null where there is none.</summary>
    internal static (string Place, AcceptanceEntry Entry)? Find(TrustPlace place, string caId, long time, IStateReader state)
    {
        string[] places = [place.Region, $"{place.Region[..2]}0000", WholeCountry];
        foreach (var candidate in place.CentreUscc is { } centre ? [centre, .. places] : places.AsEnumerable())
        {
            if (DatedList.At(Read(candidate, caId, state).Entries, entry => entry.EffectiveFrom, time) is { } entry)
            {
                return (candidate, entry);
            }
        }

        return null;
    }

    private static AcceptanceHistory Read(string place, string caId, IStateReader state) =>
        CaTrustTables.Acceptances.Read(state, CaTrustTables.AcceptanceKey(place, caId)) ?? new AcceptanceHistory();

    private static Refused CheckPlace(string place) =>
        FieldRules.IsRegion(place) ? Refused.No : FieldRules.Uscc(place, "The centre's code");

    private static Refused CheckUsages(IEnumerable<AcceptedUsage> usages)
    {
        var last = AcceptedUsage.Unspecified;
        foreach (var usage in usages)
        {
            if (usage <= last || !Enum.IsDefined(usage))
            {
                return new Refused(RefusalCode.BadEnumeration, "The usages are not known ones in ascending order, each once.");
            }

            last = usage;
        }

        return Refused.No;
    }
}
