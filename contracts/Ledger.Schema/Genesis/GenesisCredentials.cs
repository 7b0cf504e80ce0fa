using Ledger.Protocol;
using Ledger.Schema.Credential;

namespace Ledger.Schema;

/// <summary>The genesis file's catalogue of qualifications and its authorities' competences.</summary>
internal static class GenesisCredentials
{
    internal static void Write(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var (index, type) in genesis.Content.QualificationTypes.Index())
        {
            if (QualificationTypes.Check(type, state) is { IsRefused: true } refused)
            {
                errors.Add($"Qualification type {index}: {refused.Detail}");
                continue;
            }

            var schedule = QualificationTypes.WithType(state, type, notBefore: 0, out var key);
            CredentialTables.Catalog.Write(state, key, schedule);
        }

        foreach (var (index, competence) in genesis.Content.IssuerCompetences.Index())
        {
            if (IssuerCompetences.Check(competence, state) is { IsRefused: true } refused)
            {
                errors.Add($"Issuer competence {index}: {refused.Detail}");
                continue;
            }

            var schedule = IssuerCompetences.WithCompetence(state, competence, notBefore: 0, out var key);
            CredentialTables.Competences.Write(state, key, schedule);
        }
    }
}
