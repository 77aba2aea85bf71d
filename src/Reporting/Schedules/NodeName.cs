using Quartz.Extensibility;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>A node has one name among those that share a database, to the scheduler and in the rows of its runs.</summary>
internal sealed class NodeName(JobLog log) : IInstanceIdGenerator
{
    public ValueTask<string> GenerateInstanceId(CancellationToken cancellationToken = default) => ValueTask.FromResult(log.Node);
}
