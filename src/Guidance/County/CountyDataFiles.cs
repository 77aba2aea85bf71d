using Microsoft.Extensions.DependencyInjection;
using Palveluohjaus.Guidance.Assessments;
using Palveluohjaus.Guidance.Deadlines;
using Palveluohjaus.Guidance.Interventions;
using Palveluohjaus.Guidance.NeedsAssessments;
using Palveluohjaus.Guidance.Queues;
using Palveluohjaus.Guidance.Retention;
using Palveluohjaus.Guidance.Services.Catalogue;
using Palveluohjaus.Guidance.Services.Finder;
using Palveluohjaus.Guidance.Services.Paths;

namespace Palveluohjaus.Guidance.County;

/// <summary>All that a county may put into its data directory in place of what is shipped. Looked at before anything rests on it.</summary>
public static class CountyDataFiles
{
    private static readonly (string Name, Type Type)[] All =
    [
        ("assessment templates", typeof(AssessmentTemplates)),
        ("deadline rules", typeof(DeadlineRules)),
        ("weights of the queue", typeof(PriorityWeights)),
        ("service paths", typeof(ServicePaths)),
        ("words of the finder", typeof(FinderWords)),
        ("mapping of the service catalogue", typeof(PtvMapping)),
        ("criteria for housing", typeof(HousingCriteria)),
        ("intervention methods", typeof(InterventionMethods)),
        ("retention rules", typeof(RetentionRules)),
    ];

    /// <returns>For each kind that cannot be used, everything that is wrong in its files; empty when all can.</returns>
    public static IReadOnlyList<string> FindErrors(IServiceProvider services)
    {
        var errors = new List<string>();
        foreach (var (name, type) in All)
        {
            try
            {
                services.GetRequiredService(type);
            }
            catch (InvalidDataException wrong)
            {
                errors.Add($"The county's {name} cannot be used:{Environment.NewLine}{wrong.Message}");
            }
        }

        return errors;
    }
}
