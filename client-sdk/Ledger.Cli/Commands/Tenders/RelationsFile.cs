using Ledger.Cli.Client;
using Ledger.Protocol;
using Ledger.Schema.Judgements;

namespace Ledger.Cli.Commands.Tenders;

/// <summary>What a centre knows of companies' relations: one a line, two codes and how they are related.</summary>
internal static class RelationsFile
{
    private const int LinesMax = 100_000;

    internal static IReadOnlyList<PartyRelation> Read(string path)
    {
        var lines = StrictText.Decode(EncodedFile.ReadAll(path), path).Split('\n');
        return lines.Length <= LinesMax
            ?
            [
                .. lines.Index().Where(line => !string.IsNullOrWhiteSpace(line.Item))
                    .Select(line => Of(line.Item, $"{path}:{line.Index + 1}")),
            ]
            : throw CliException.Usage(
                $"{path} has {lines.Length} lines; it may have {LinesMax}.", $"{path} 共 {lines.Length} 行；最多 {LinesMax} 行。");
    }

    private static PartyRelation Of(string line, string place)
    {
        var parts = TypedText.Plain(line).Split([',', '\t', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 3 && UnifiedSocialCreditCode.HasShape(parts[0]) && UnifiedSocialCreditCode.HasShape(parts[1])
            && parts[0] != parts[1]
                ? new PartyRelation(parts[0], parts[1], ChoiceReader.One<PartyRelationKind>(parts[2], place))
                : throw CliException.Usage(
                    $"{place} is not two unified social credit codes of different companies and how they are related: " +
                    $"{ChoiceReader.ChoicesOf(typeof(PartyRelationKind))}.",
                    $"{place} 应为两家不同单位的统一社会信用代码及其关系：{ChoiceReader.ChoicesOf(typeof(PartyRelationKind))}。");
    }
}
