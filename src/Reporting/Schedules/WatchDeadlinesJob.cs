using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Mail;
using Palveluohjaus.Guidance.Warnings;
using Quartz;

namespace Palveluohjaus.Reporting.Schedules;

/// <summary>Tells by mail of deadlines that have come to a level. While mail is off it does nothing and leaves no row.</summary>
[DisallowConcurrentExecution]
public sealed class WatchDeadlinesJob(JobLog log, MailInUse mail) : IJob
{
    public const string Name = "watch-deadlines";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (mail.Settings is null)
            return;
        await log.RunScheduledAsync(Name, (services, token) => services.GetRequiredService<WatchDeadlines>().RunAsync(token), cancellationToken);
    }
}
