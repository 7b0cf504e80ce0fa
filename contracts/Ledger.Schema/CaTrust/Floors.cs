using Ledger.Certificates.Paths;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Schema.CaTrust;

/// <summary>The algorithm floor by date. A change may lie in the future, never in the past: no answer about yesterday moves.</summary>
internal static class Floors
{
    private const uint RsaBitsMin = 1024;
    private const uint RsaBitsMax = 8192;

    internal static Refused Check(FloorPeriod period, IStateReader state)
    {
        if (period.EffectiveFrom < 0 || period.RsaBitsMin is < RsaBitsMin or > RsaBitsMax || period.EcdsaBitsMin is not (256 or 384 or 521))
        {
            return new Refused(
                RefusalCode.BadCount,
                $"The floor asks for RSA of {period.RsaBitsMin} and ECDSA of {period.EcdsaBitsMin} bits from {period.EffectiveFrom}; it " +
                $"must be {RsaBitsMin} to {RsaBitsMax}, 256, 384 or 521, after 1970.");
        }

        return FieldRules.First(
            FieldRules.Text(period.Source, "The floor's source", DatedList.TextCharsMax),
            DatedList.Full(Read(state).Periods.Count, "the algorithm floor"));
    }

    internal static StateFact Enact(FloorPeriod period, IStateWriter state, long time)
    {
        var history = Read(state);
        var dated = period.Clone();
        dated.EffectiveFrom = DatedList.Effective(period.EffectiveFrom, time);
        DatedList.Put(history.Periods, known => known.EffectiveFrom, dated);
        var key = CaTrustTables.Floors.Key(CaTrustTables.Current);
        return new StateFact(key, CaTrustTables.Floors.Write(state, key, history), "floor.changed");
    }

    /// <summary>The floor as path validation takes it; before the first entry the default one counts.</summary>
    internal static AlgorithmFloor At(long time, IStateReader state)
    {
        if (DatedList.At(Read(state).Periods, period => period.EffectiveFrom, time) is not { } period)
        {
            return AlgorithmFloor.Default;
        }

        return new AlgorithmFloor(
            new AlgorithmFloorPeriod(long.MinValue, (int)period.RsaBitsMin, (int)period.EcdsaBitsMin, period.Sha1, period.Sm2));
    }

    private static FloorHistory Read(IStateReader state) =>
        CaTrustTables.Floors.Read(state, CaTrustTables.Floors.Key(CaTrustTables.Current)) ?? new FloorHistory();
}
