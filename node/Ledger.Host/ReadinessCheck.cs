using Ledger.Node;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ledger.Host;

/// <summary>grpc.health.v1 says SERVING while the node is ready, and NOT_SERVING otherwise.</summary>
internal sealed class ReadinessCheck(NodeRunner runner) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var readiness = runner.Readiness;
        return Task.FromResult(readiness == Readiness.Ready
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"The node is not ready: {readiness}."));
    }
}
