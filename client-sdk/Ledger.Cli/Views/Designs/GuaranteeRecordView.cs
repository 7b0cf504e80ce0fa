using Ledger.Schema.Guarantee;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views.Designs;

/// <summary>A guarantee as it stands. A sealed one shows nothing of its terms.</summary>
/// <param name="Guarantee">The record.</param>
/// <param name="Height">The height of the state.</param>
/// <param name="Time">That block's time.</param>
internal sealed record GuaranteeRecordView(Guarantee Guarantee, ulong Height, long Time)
{
    internal void Write(Screen screen)
    {
        var terms = Guarantee.Terms;
        screen.Heading(
            terms?.GuaranteeNo
                ?? screen.Say("sealed guarantee", "密文保函"),
                TextView.ValueOf(screen, Datum.Word(GuaranteeRules.EffectiveState(Guarantee, Time))));
        screen.Line(Convert.ToHexStringLower(Guarantee.GuaranteeId.Span));
        screen.Line();
        var document = Documents.Of(Guarantee);
        foreach (var shown in (string[])["id", "state", "guarantee_no"])
        {
            document.Remove(shown);
        }

        if (Guarantee.PaidFen == 0)
        {
            document.Remove("paid_fen");
        }

        TextView.WriteFields(screen, document, 2);
        Footer.Proven(screen, Height, Time);
    }
}
