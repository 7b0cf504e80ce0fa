using System.Globalization;
using Ledger.Passports;

namespace Ledger.Cli.Views.Designs;

/// <summary>What came of checking a passport, and the guarantee or the credential that it proves.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Report">Every check.</param>
internal sealed record PassportView(string Path, int Bytes, PassportReport Report)
{
    internal Document Document => new()
    {
        ["file"] = Path,
        ["bytes"] = Bytes,
        ["rehearsal"] = Report.IsRehearsal,
        ["verdict"] = Report.IsValid ? "valid" : "invalid",
        ["reason"] = Report.Failure is { } failure
            ? $"{failure.Name}: {failure.Detail}"
            : $"as of height {Report.Checkpoint!.Height}, {Moments.Show(Report.Checkpoint.TimeMs)}; what came later it cannot know",
        ["checks"] = Datum.List(Report.Checks.Select(check => new Document
        {
            ["check"] = check.Name,
            ["outcome"] = check.OutcomeName,
            ["detail"] = check.Detail,
            ["rule"] = check.Rule,
        })),
        ["checkpoint"] = Report.Checkpoint is { } checkpoint ? Of(checkpoint) : null,
        ["guarantee"] = Report.Guarantee is { } view ? Of(view) : null,
        ["credential"] = Report.Credential is { } credential ? CredentialPassportView.Of(credential) : null,
    };

    internal void Write(Screen screen)
    {
        screen.Heading(
            $"{Path} ({Bytes.ToString("N0", CultureInfo.InvariantCulture)} {screen.Say("bytes", "字节")})",
            Report.IsValid ? screen.Say("valid", "有效 valid") : screen.Say("INVALID", "无效 INVALID"));
        Footer.Rehearsal(screen, Report.IsRehearsal);
        screen.Line();
        screen.Pairs(
            Report.Checks.Select(
                check =>
                    (
                        $"{MarkOf(check.Outcome)} {check.Name}",
                        check.Detail.Length > 0 ? Moments.InProse(check.Detail) : check.OutcomeName)));
        if (Report.Failure is { } failure)
        {
            screen.Line();
            screen.Line($"{screen.Say("rule", "规则")}: {failure.Rule}", 2);
        }

        if (Report.Guarantee is { } guarantee)
        {
            screen.Line();
            WriteGuarantee(screen, guarantee);
        }

        if (Report.Credential is { } credential)
        {
            screen.Line();
            CredentialPassportView.Write(screen, credential);
        }

        screen.Line();
        screen.Line(Report.Checkpoint is { } point
            ? screen.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"as of height {point.Height:N0}, {Moments.Show(point.TimeMs)}; what came later it cannot know"),
                string.Create(CultureInfo.InvariantCulture, $"截至高度 {point.Height:N0}，{Moments.Show(point.TimeMs)}；此后之事无从得知"))
            : screen.Say("nothing in it is proven", "其内容未获证明"));
    }

    private static void WriteGuarantee(Screen screen, GuaranteeView view)
    {
        var terms = view.Terms;
        screen.Heading(terms?.GuaranteeNo ?? screen.Say("sealed guarantee", "密文保函"), TextView.ValueOf(screen, Datum.Word(view.State)));
        screen.Line();
        var rows = new List<(string Label, string Value)>
        {
            (screen.Say("guarantee", "保函标识"), TextView.ValueOf(screen, Datum.Id(view.Record.GuaranteeId))),
            (screen.Say("guarantor", "保函机构"), $"{view.IssuerName}, {view.IssuerUscc}"),
        };
        if (terms is not null)
        {
            rows.AddRange(
            [
                (screen.Say("amount", "金额"), Moments.Yuan(terms.AmountFen)),
                (screen.Say("applicant", "投标人"), $"{terms.ApplicantName}, {terms.ApplicantUscc}"),
                (screen.Say("signed by it", "投标人签署"), TextView.ValueOf(screen, (bool?)view.TermsAreSigned)),
                (screen.Say("beneficiary", "受益人"), $"{view.BeneficiaryName} {terms.BeneficiaryUscc}".Trim()),
                (
                    screen.Say("section", "标段"),
                    view.Section is { } section ? $"{terms.SectionCode} {section.Announced.Name}" : terms.SectionCode),
                (screen.Say("valid", "有效期"), $"{Moments.Show(terms.ValidFrom)} – {Moments.Show(terms.ValidUntil)}"),
                (
                    screen.Say("form", "形式"),
                    $"{TextView.ValueOf(screen, Datum.Word(terms.Form))}, {TextView.ValueOf(screen, Datum.Word(terms.LegalNature))}"),
            ]);
        }

        rows.Add((screen.Say("issued", "开立"), string.Create(
            CultureInfo.InvariantCulture, $"{Moments.Show(view.Record.IssuedAt)}, {screen.Say("height", "高度")} {view.IssuedHeight:N0}")));
        screen.Pairs(rows.Where(row => row.Value.Length > 0));
    }

    private static string MarkOf(PassportOutcome outcome) => outcome switch
    {
        PassportOutcome.Pass => "✓",
        PassportOutcome.Fail => "✗",
        _ => "–",
    };

    private static Document Of(Checkpoint checkpoint) => new()
    {
        ["chain_id"] = checkpoint.ChainId,
        ["height"] = checkpoint.Height,
        ["time"] = Datum.Time(checkpoint.TimeMs),
        ["hash"] = checkpoint.Hash,
        ["validators"] = checkpoint.Validators,
    };

    private static Document Of(GuaranteeView view) => new()
    {
        ["id"] = Datum.Id(view.Record.GuaranteeId),
        ["state"] = Datum.Word(view.State),
        ["version"] = view.Record.Version,
        ["issuer_uscc"] = view.IssuerUscc,
        ["issuer_name"] = view.IssuerName,
        ["issued_at"] = Datum.Time(view.Record.IssuedAt),
        ["issued_by"] = view.IssuedBy,
        ["issued_height"] = view.IssuedHeight,
        ["terms_are_signed"] = view.TermsAreSigned,
        ["terms"] = view.Terms is { } terms ? MessageDocuments.Of(terms) : null,
        ["section_name"] = view.Section?.Announced.Name,
    };
}
