using System.Xml.Linq;
using Palveluohjaus.Testing;

namespace Palveluohjaus.Host.Tests;

/// <summary>Who may know whom. A door is opened by changing this test and saying why, not quietly in a project file.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> AllowedReferences = new()
    {
        ["src/Segmentation/Segmentation.csproj"] = [],
        ["src/Segmentation.MlNet/Segmentation.MlNet.csproj"] = ["Segmentation"],
        ["src/Host/Web/Web.csproj"] = [],
        // The last stands in for a package that SqlClient asks for (docs/adr/0013).
        ["src/Guidance/Guidance.csproj"] = ["Segmentation", "Web", "Microsoft.SqlServer.Server"],
        ["src/Reporting/Reporting.csproj"] = ["Guidance"],
        ["src/SyntheticCounty/SyntheticCounty.csproj"] = ["Guidance"],
        ["src/Host/Host.csproj"] = ["Reporting", "SyntheticCounty", "Web"],
    };

    [TestMethod]
    public void Projects_reference_only_those_they_may_know()
    {
        var repository = SharedData.FindRepository();
        foreach (var (project, allowed) in AllowedReferences)
        {
            var referenced = XDocument.Load(Path.Combine(repository, project))
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

            Assert.IsEmpty(referenced.Except(allowed), project);
        }
    }

    [TestMethod]
    public void Every_project_of_the_product_is_listed_here()
    {
        var repository = SharedData.FindRepository();
        var projects = Directory.EnumerateFiles(Path.Combine(repository, "src"), "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(repository, path).Replace('\\', '/'));

        Assert.IsEmpty(projects.Except(AllowedReferences.Keys));
    }

    [TestMethod]
    public void Reporting_reads_guidance_only_through_its_reads()
    {
        var reporting = Path.Combine(SharedData.FindRepository(), "src", "Reporting");
        var offenders = Directory.EnumerateFiles(reporting, "*.*", SearchOption.AllDirectories)
            .Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".razor", StringComparison.Ordinal))
            .Where(path => File.ReadAllText(path).Contains("GuidanceDbContext", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(reporting, path));

        Assert.IsEmpty(offenders);
    }

    [TestMethod]
    public void Segmentation_has_no_type_that_could_hold_a_name_or_an_identity_code()
    {
        string[] forbidden = ["GivenName", "FamilyName", "IdentityCode", "Address", "PhoneNumber", "Email"];
        var members = typeof(Segmentation.Scheme.SegmentationScheme).Assembly.GetTypes()
            .SelectMany(type => type.GetMembers().Select(member => $"{type.Name}.{member.Name}").Append(type.Name));

        Assert.IsEmpty(members.Where(name => forbidden.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase))));
    }

    [TestMethod]
    public void The_repository_names_no_registry()
    {
        var repository = SharedData.FindRepository();
        var lockFile = File.ReadAllText(Path.Combine(repository, "src", "Host", "Web", "package-lock.json"));

        Assert.DoesNotContain("\"resolved\"", lockFile);
        Assert.IsEmpty(Directory.EnumerateFiles(repository, "NuGet.config", SearchOption.TopDirectoryOnly));
    }
}
