using System.Globalization;
using Ledger.Passports.Credentials;
using Ledger.Protocol.V1;

namespace Ledger.Cli.Views.Designs;

/// <summary>What a valid passport proves of a credential.</summary>
internal static class CredentialPassportView
{
    internal static Document Of(CredentialView view) => new()
    {
        ["record_id"] = Datum.Id(view.RecordId.Span),
        ["kind"] = Datum.Word(view.Kind),
        ["subject_uscc"] = view.SubjectUscc,
        ["subject_name"] = view.SubjectName,
        ["issuer_uscc"] = view.IssuerUscc,
        ["issuer_name"] = view.IssuerName,
        ["late"] = view.IsLate,
        ["committed_at"] = Datum.Time(view.CommittedAtMs),
        ["presented_by"] = view.PresentedBy,
        ["request"] = MessageDocuments.Of(view.Request),
        ["fields"] = Datum.List(view.Fields.Select(field => new Document { ["name"] = field.Name, ["value"] = field.Value })),
    };

    internal static void Write(Screen screen, CredentialView view)
    {
        screen.Heading(TextView.ValueOf(screen, Datum.Word(view.Kind)), screen.Say("presented by its subject", "由主体本人出示"));
        screen.Line();
        screen.Pairs(((string Label, string Value)[])
        [
            (screen.Say("subject", "主体"), $"{view.SubjectName}, {view.SubjectUscc}"),
            (screen.Say("issuer", "出具机构"), $"{view.IssuerName}, {view.IssuerUscc}"),
            (screen.Say("shown to", "出示给"), view.Request.Audience),
            (screen.Say("section", "标段"), view.Request.SectionCode),
            (screen.Say("as of", "截至"), Moments.Show(view.Request.AsOf) + (view.IsLate ? screen.Say(" (late)", "（逾期入链）") : "")),
            .. view.Fields.Select(field => (Vocabulary.Label(field.Name, screen.IsChinese), Read(field))),
        ]);
    }

    private static string Read(CredentialField field) =>
        field.Value.Length == 0 ? "–"
        : FieldKinds.IsMoney(field.Name) && long.TryParse(field.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var fen)
            ? Moments.Yuan(fen)
        : FieldKinds.IsTime(field.Name)
            && DateTimeOffset.TryParse(field.Value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? Moments.Show(time.ToUnixTimeMilliseconds())
        : field.Value;
}
