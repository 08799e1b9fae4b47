# A JRE from jlink on a small system.
ARG BASE_IMAGE=rushes/base:debian
FROM ${BASE_IMAGE}
COPY jre/ /opt/jre/
ENV JAVA_HOME=/opt/jre \
    PATH=/opt/jre/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# The class data archive of this very runtime: without it every start reads some 1,300 classes of the JDK anew.
RUN ["java", "-Xshare:dump"]
