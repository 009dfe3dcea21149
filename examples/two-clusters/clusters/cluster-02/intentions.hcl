# Who may call api here: web of the other cluster.
Kind = "service-intentions"
Name = "api"
Sources = [
  {
    Name   = "web"
    Peer   = "cluster-01"
    Action = "allow"
  },
]
