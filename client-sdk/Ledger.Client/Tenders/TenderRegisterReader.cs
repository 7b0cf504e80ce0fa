using Ledger.Client.Guarantees;
using Ledger.Protocol.V1;
using Ledger.Schema.Tender;

namespace Ledger.Client.Tenders;

/// <summary>The projects and sections of the chain or of one trading centre, read with proofs page by page.</summary>
/// <param name="client">Reads the chain.</param>
public sealed class TenderRegisterReader(LedgerClient client)
{
    // A schedule for each region, class and kind that sections are in.
    private const int RulesMax = 16_000;

    /// <summary>All projects with their sections, and what of their bonds is to be given back; proven that none is left out.</summary>
    /// <param name="centreUscc">Only those of this trading centre. Null for all.</param>
    /// <param name="cancellationToken">Ends the reads.</param>
    /// <exception cref="LedgerClientException">The node refused, is unreachable, or its answer does not verify.</exception>
    public async Task<TenderRegister> ReadAsync(string? centreUscc = null, CancellationToken cancellationToken = default)
    {
        var returns = await new OutstandingReturnReader(client).ReadAsync(null, centreUscc, cancellationToken).ConfigureAwait(false);
        var projects = new List<Project>();
        await foreach (var page in client.ListPagesAsync(TenderTables.Projects.Prefix.ToArray(), returns.Height, cancellationToken)
            .ConfigureAwait(false))
        {
            projects.AddRange(
                page.Entries.Select(entry => Project.Parser.ParseFrom(entry.Value.Span)).Where(project => IsOf(project.CentreUscc)));
        }

        var sections = new List<Section>();
        await foreach (var page in client.ListPagesAsync(TenderTables.Sections.Prefix.ToArray(), returns.Height, cancellationToken)
            .ConfigureAwait(false))
        {
            sections.AddRange(
                page.Entries.Select(entry => Section.Parser.ParseFrom(entry.Value.Span)).Where(section => IsOf(section.CentreUscc)));
        }

        var byProject = sections.ToLookup(section => section.Announced.TenderProjectCode, StringComparer.Ordinal);
        return new TenderRegister(
            [.. projects.Select(project => new ProjectSections(project, [.. byProject[project.Created.TenderProjectCode]]))],
            returns.Returns,
            await DutiesAsync(sections, returns.Height, cancellationToken).ConfigureAwait(false),
            returns.Height,
            returns.Time);

        bool IsOf(string centre) => centreUscc is null || centre == centreUscc;
    }

    private async Task<IReadOnlyDictionary<string, SectionDuty>> DutiesAsync(
        List<Section> sections, ulong height, CancellationToken cancellationToken)
    {
        var evaluation = new ProvenEvaluation(client, height) { ReadsMax = RulesMax };
        return await evaluation.EvaluateAsync(
            state =>
            {
                var duties = new Dictionary<string, SectionDuty>(StringComparer.Ordinal);
                foreach (var section in sections)
                {
                    if (SectionDuty.Of(section, state) is { } duty)
                    {
                        duties.Add(section.Announced.SectionCode, duty);
                    }
                }

                return duties;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
